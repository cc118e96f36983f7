-- Ends one session, or all of a user's sessions when asked and the one presented is alive.
-- Invariants: a hash without a session does not stay behind; what the hash holds beside sessions is no session, whatever
-- id is asked for.
-- KEYS  1 hash of sessions
-- ARGV  1 session id   2 '1' to end all
-- Gives {appid, openid} when the session was alive, else {}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HMGET', KEYS[1], ARGV[1], '@appid', '@openid')
if not found[1] or ARGV[1]:sub(1, 1) == '@' then
  return {}
end
local alive = tonumber(found[1]:match('^%d+ %d+ %d+ %d+ (%d+) ')) > now
redis.call('HDEL', KEYS[1], ARGV[1])
local left = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if field:sub(1, 1) ~= '@' then
    left = left + 1
  end
end
if left == 0 or alive and ARGV[2] == '1' then
  redis.call('DEL', KEYS[1])
end
return alive and {found[2], found[3]} or {}
