-- Begins a session, all that a login writes at once: a user comes into being whole or not at all.
-- Invariants: a user has at most so many live sessions, and the one whose last login or refresh is oldest gives way;
-- the hash of sessions lives as long as its longest session, and as long as a session of this login may last, for it tells
-- who the user is; it carries the user's roles as they are.
-- KEYS  1 hash of sessions   2 the user's own hash   3 the session_keys   (one slot: all carry the user's tag)
-- ARGV  1 session id   2 key id of the skey   3 device label   4 skey lifetime, ms   5 absolute lifetime, ms
--       6 most sessions   7 appid   8 openid   9 unionid or ''
--       10 sealed session_key   11 its life, ms   12 life of the one before, ms   13.. its fingerprints
-- Gives {session text, unionid, roles, ids of the sessions that gave way ...}
local max_age = tonumber(ARGV[5])
local unionid, roles, gone, session_key, last = ARGV[9], '', {}, false, now + max_age

-- Reads what the hash tells, and makes room in it.
local function make_room()
  local told, live = {}, {}
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do
    local session = is_session(all[i]) and read_session(all[i + 1])
    if not session then
      told[all[i]] = all[i + 1]
    elseif session.expires <= now then
      redis.call('HDEL', KEYS[1], all[i])
    else
      live[#live + 1] = {id = all[i], seen = session.seen}
      last = math.max(last, session.expires)
    end
  end
  table.sort(live, function(a, b) return a.seen < b.seen or a.seen == b.seen and a.id < b.id end)
  for i = 1, #live - tonumber(ARGV[6]) + 1 do
    redis.call('HDEL', KEYS[1], live[i].id)
    gone[#gone + 1] = live[i].id
  end
  return told
end

-- Nearly every user of whom nothing is there is a new one, for whom this is all that has to be asked.
if redis.call('EXISTS', unpack(KEYS)) > 0 then
  local told = make_room()
  if not told['@'] then
    local record = redis.call('HMGET', KEYS[2], '@u', '@r')
    told = {['@u'] = record[1], ['@r'] = record[2]}
  elseif told['@r'] then
    recall_user(KEYS[2], KEYS[1])
  end
  roles = told['@r'] or ''
  if unionid == '' then
    unionid = told['@u'] or ''
  elseif unionid ~= told['@u'] and redis.call('EXISTS', KEYS[2]) == 1 then
    redis.call('HSET', KEYS[2], '@u', unionid)
  end
  session_key = redis.call('GET', KEYS[3])
end

local text = write_session({
  generation = 0, created = now, seen = now, expires = now + math.min(tonumber(ARGV[4]), max_age), kid = ARGV[2], mark = '',
  device = ARGV[3]
})
local fields = {ARGV[1], text, '@', ARGV[7] .. ' ' .. ARGV[8]}
local function add(name, value)
  if value ~= '' then
    fields[#fields + 1] = name
    fields[#fields + 1] = value
  end
end
add('@u', unionid)
add('@r', roles)
redis.call('HSET', KEYS[1], unpack(fields))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', last - now))
keep_session_key(KEYS[3], session_key, ARGV[10], ARGV[11], tonumber(ARGV[12]), {unpack(ARGV, 13)})
return {text, unionid, roles, unpack(gone)}
