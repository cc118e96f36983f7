-- Begins a session.
-- Invariants: a user has at most so many live sessions, and the one whose last login or refresh is oldest gives way;
-- the hash of sessions lives as long as its longest session; it carries the user's roles as they are.
-- KEYS  1 hash of sessions   2 the user's own hash                       (one slot: both carry the user's tag)
-- ARGV  1 session id   2 key id of the skey   3 device label   4 skey lifetime, ms   5 absolute lifetime, ms
--       6 most sessions   7 appid   8 openid   9 unionid or ''
-- Gives {session text, unionid, roles}
-- A session's text: generation, rotated at, created at, last seen at, expires at (ms), key id, device label.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local ttl = math.min(tonumber(ARGV[4]), tonumber(ARGV[5]))

local live = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if all[i]:sub(1, 1) ~= '@' then
    local seen, expires = all[i + 1]:match('^%d+ %d+ %d+ (%d+) (%d+) ')
    if tonumber(expires) <= now then
      redis.call('HDEL', KEYS[1], all[i])
    else
      live[#live + 1] = {id = all[i], seen = tonumber(seen)}
    end
  end
end
table.sort(live, function(a, b) return a.seen < b.seen or a.seen == b.seen and a.id < b.id end)
for i = 1, #live - tonumber(ARGV[6]) + 1 do
  redis.call('HDEL', KEYS[1], live[i].id)
end

-- The user is known for as long as any session of this login can last; roles and a profile are kept for good.
if ARGV[9] ~= '' then
  redis.call('HSET', KEYS[2], '@unionid', ARGV[9])
end
redis.call('HSET', KEYS[2], '@appid', ARGV[7], '@openid', ARGV[8])
local user = redis.call('HMGET', KEYS[2], 'roles', '@unionid', 'nickName', 'avatarUrl')
local roles, unionid = user[1] or '', user[2] or ''
if roles == '' and not user[3] and not user[4] then
  redis.call('PEXPIRE', KEYS[2], ARGV[5])
end

-- The label is appended and not formatted in: %s ends at a NUL.
local text = string.format('0 0 %.0f %.0f %.0f %s ', now, now, now + ttl, ARGV[2]) .. ARGV[3]
redis.call('HSET', KEYS[1], ARGV[1], text,
  '@appid', ARGV[7], '@openid', ARGV[8], '@unionid', unionid, '@roles', roles)
if redis.call('PTTL', KEYS[1]) < ttl then
  redis.call('PEXPIRE', KEYS[1], ttl)
end
return {text, unionid, roles}
