-- Refreshes a session with one of its skeys.
-- Invariants: a session rotates at most once in the grace; the skey just replaced gives the same successor as long as the
-- grace lasts; anything older ends the session. One generation and one time are all it takes to tell. A hash without a
-- session does not stay behind.
-- KEYS  1 hash of sessions
-- ARGV  1 session id   2 generation presented   3 key id presented   4 key id that seals now
--       5 grace, ms   6 skey lifetime, ms   7 absolute lifetime, ms
-- Gives {'gone'} | {'reused' or 'renewed', session text, appid, openid, unionid, roles}
local function end_session()
  redis.call('HDEL', KEYS[1], ARGV[1])
  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if field:sub(1, 1) ~= '@' then
      return
    end
  end
  redis.call('DEL', KEYS[1])
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local found = redis.call('HMGET', KEYS[1], ARGV[1], '@appid', '@openid', '@unionid', '@roles')
if not found[1] then
  return {'gone'}
end
local generation, rotated, created, seen, expires, kid, device =
  found[1]:match('^(%d+) (%d+) (%d+) (%d+) (%d+) (%S+) (.*)$')
generation, rotated, created = tonumber(generation), tonumber(rotated), tonumber(created)
-- The absolute lifetime may be shorter now than it was at the last refresh.
if math.min(tonumber(expires), created + tonumber(ARGV[7])) <= now then
  end_session()
  return {'gone'}
end

local presented = tonumber(ARGV[2])
local in_grace = rotated > 0 and now - rotated <= tonumber(ARGV[5])
if presented > generation then
  -- A failover lost the rotation that made this skey. It is genuine and the newest there is: catch up.
  generation, rotated, kid = presented, now, ARGV[3]
elseif presented == generation then
  if not in_grace then
    generation, rotated, kid = generation + 1, now, ARGV[4]
  end
elseif presented < generation - 1 or not in_grace then
  end_session()
  return {'reused', found[1], found[2], found[3], found[4], found[5]}
end

local ends = math.min(now + tonumber(ARGV[6]), created + tonumber(ARGV[7]))
-- The label is appended and not formatted in: %s ends at a NUL.
local text = string.format('%.0f %.0f %.0f %.0f %.0f %s ', generation, rotated, created, now, ends, kid) .. device
redis.call('HSET', KEYS[1], ARGV[1], text)
if redis.call('PTTL', KEYS[1]) < ends - now then
  redis.call('PEXPIREAT', KEYS[1], ends)
end
return {'renewed', text, found[2], found[3], found[4], found[5]}
