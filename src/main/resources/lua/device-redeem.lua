-- Makes the session that a user agreed to, for another device.
-- Invariants: nothing is made without the user's consent, which an erasure and a logout everywhere take back for good; a
-- consent makes one session once, and whoever comes again finds that one or none.
-- KEYS  1 hash of sessions   2 the user's own hash   3 consents             (one slot: all carry the user's tag)
-- ARGV  1 id of the request   2 session id   3 key id of the skey   4 device label   5 skey lifetime, ms
--       6 absolute lifetime, ms   7 most sessions   8 client
-- Gives {'denied'} | {'ended'}: it was made, and is over
--       | {'made' or 'again', session text, appid and openid, unionid, roles, ids of the sessions that gave way ...}
local consent = redis.call('HGET', KEYS[3], ARGV[1])
if not consent then
  return {'denied'}
end

local function known(hash)
  local told = redis.call('HMGET', hash, '@', '@u', '@r', ARGV[2])
  return told[1] and {['@'] = told[1], ['@u'] = told[2] or '', ['@r'] = told[3] or ''}, told[4]
end

local user, text = known(KEYS[1])
if consent == 'made' then
  if not text or read_session(text).expires <= now then
    return {'ended'}
  end
  return {'again', text, user['@'], user['@u'], user['@r']}
end
user = user or known(KEYS[2])
if not user then
  return {'denied'}
end

local told, gone, last = make_room(KEYS[1], tonumber(ARGV[7]))
if told['@r'] then
  recall_user(KEYS[2], KEYS[1])
end
-- The hash tells who the user is for as long as it would have told it without this session.
last = math.max(last, now + redis.call('PTTL', KEYS[1]), now + redis.call('PTTL', KEYS[2]))
local session = {expires = now + math.min(tonumber(ARGV[5]), tonumber(ARGV[6])), kid = ARGV[3], device = ARGV[4]}
user[client_of(ARGV[2])] = ARGV[8]
text = begin_session(KEYS[1], ARGV[2], session, user, last)
redis.call('HSET', KEYS[3], ARGV[1], 'made')
return {'made', text, user['@'], user['@u'], user['@r'], unpack(gone)}
