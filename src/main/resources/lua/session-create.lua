-- Begins a session, all that a login writes at once: a user comes into being whole or not at all.
-- Invariants: a user has at most so many live sessions, and the one whose last login or refresh is oldest gives way;
-- the hash of sessions lives as long as its longest session; it carries the user's roles as they are.
-- KEYS  1 hash of sessions   2 the user's own hash   3 hash of session_keys   (one slot: all carry the user's tag)
-- ARGV  1 session id   2 key id of the skey   3 device label   4 skey lifetime, ms   5 absolute lifetime, ms
--       6 most sessions   7 appid   8 openid   9 unionid or ''
--       10 sealed session_key   11 its life, ms   12 life of the one before, ms   13.. its fingerprints
-- Gives {session text, unionid, roles, ids of the sessions that gave way ...}
local ttl = math.min(tonumber(ARGV[4]), tonumber(ARGV[5]))

local live = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if is_session(all[i]) then
    local session = read_session(all[i + 1])
    if session.expires <= now then
      redis.call('HDEL', KEYS[1], all[i])
    else
      live[#live + 1] = {id = all[i], seen = session.seen}
    end
  end
end
table.sort(live, function(a, b) return a.seen < b.seen or a.seen == b.seen and a.id < b.id end)
local gone = {}
for i = 1, #live - tonumber(ARGV[6]) + 1 do
  redis.call('HDEL', KEYS[1], live[i].id)
  gone[#gone + 1] = live[i].id
end

recall_user(KEYS[2], KEYS[1])
if ARGV[9] ~= '' then
  redis.call('HSET', KEYS[2], '@unionid', ARGV[9])
end
redis.call('HSET', KEYS[2], '@appid', ARGV[7], '@openid', ARGV[8])
keep_user(KEYS[2], tonumber(ARGV[5]))
local user = redis.call('HMGET', KEYS[2], 'roles', '@unionid')
local roles, unionid = user[1] or '', user[2] or ''

local text = write_session({
  generation = 0, rotated = 0, created = now, seen = now, expires = now + ttl, kid = ARGV[2], mark = '', device = ARGV[3]
})
redis.call('HSET', KEYS[1], ARGV[1], text,
  '@appid', ARGV[7], '@openid', ARGV[8], '@unionid', unionid, '@roles', roles)
if redis.call('PTTL', KEYS[1]) < ttl then
  redis.call('PEXPIRE', KEYS[1], ttl)
end
keep_session_key(KEYS[3], ARGV[10], ARGV[11], tonumber(ARGV[12]), {unpack(ARGV, 13)})
return {text, unionid, roles, unpack(gone)}
