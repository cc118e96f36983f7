-- Begins a session, all that a login writes at once: a user comes into being whole or not at all.
-- Invariants: the hash of sessions lives as long as a session of this login may last, for it tells who the user is; it carries
-- the user's roles as they are.
-- KEYS  1 hash of sessions   2 the user's own hash   3 the session_keys   (one slot: all carry the user's tag)
-- ARGV  1 session id   2 key id of the skey   3 device label   4 skey lifetime, ms   5 absolute lifetime, ms
--       6 most sessions   7 appid   8 openid   9 unionid or ''
--       where there is a session_key: 10 that, sealed   11 its life, ms   12 life of the one before, ms   13.. its fingerprints
-- Gives {session text, unionid, roles, '' or the unionid that was known before this one (a blank when there was none), '1' for
-- a user who is kept for good, ids of the sessions that gave way ...}
local max_age = tonumber(ARGV[5])
local unionid, roles, gone, session_key, last = ARGV[9], '', {}, false, 0
local before, kept = '', ''

-- Nearly every user of whom nothing is there is a new one, for whom this is all that has to be asked.
if redis.call('EXISTS', unpack(KEYS)) > 0 then
  local told
  told, gone, last = make_room(KEYS[1], tonumber(ARGV[6]))
  if not told['@'] then
    local record = redis.call('HMGET', KEYS[2], '@', '@u', '@r')
    told = {['@'] = record[1], ['@u'] = record[2], ['@r'] = record[3]}
  elseif told['@r'] then
    recall_user(KEYS[2], KEYS[1])
  end
  roles = told['@r'] or ''
  if unionid == '' then
    unionid = told['@u'] or ''
  elseif unionid ~= told['@u'] then
    before = told['@'] and (told['@u'] or ' ') or ''
    if redis.call('EXISTS', KEYS[2]) == 1 then
      redis.call('HSET', KEYS[2], '@u', unionid)
    end
  end
  kept = redis.call('PTTL', KEYS[2]) == -1 and '1' or ''
  session_key = redis.call('GET', KEYS[3])
end

local session = {expires = now + math.min(tonumber(ARGV[4]), max_age), kid = ARGV[2], device = ARGV[3]}
local known = {['@'] = ARGV[7] .. ' ' .. ARGV[8], ['@u'] = unionid, ['@r'] = roles}
local text = begin_session(KEYS[1], ARGV[1], session, known, math.max(last, now + max_age))
if ARGV[10] then
  keep_session_key(KEYS[3], session_key, ARGV[10], ARGV[11], tonumber(ARGV[12]), {unpack(ARGV, 13)})
end
return {text, unionid, roles, before, kept, unpack(gone)}
