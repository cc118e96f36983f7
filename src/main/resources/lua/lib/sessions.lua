-- What the scripts on the hash of a user's sessions share.
-- A session's text: numbers, commas between them, all hexadecimal and in ms: created at, life from last seen on; once it has
-- rotated also age when last seen, generation, how long before that it rotated. Then a blank and the key id of the current
-- skey, behind a comma the mark of the refresh that made that skey, and behind a blank the device label; what is empty is not
-- there. It is this short because Redis packs a hash only as long as no field is longer than 64 bytes.
-- Fields of the hash that begin with '@' are no sessions: '@' appid and openid, '@u' unionid, '@r' roles, '@c' and a session's
-- id the client whose session that is when it is not the mini program's own, and counters.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function is_session(field)
  return field:sub(1, 1) ~= '@'
end

local function client_of(id)
  return '@c' .. id
end

local function remove_session(sessions, id)
  redis.call('HDEL', sessions, id, client_of(id))
end

local function read_session(text)
  local created, life, age, generation, rotated, key, device =
    text:match('^(%x+),(%x+),?(%x*),?(%x*),?(%x*) (%S+) ?(.*)$')
  local kid, mark = key:match('^([^,]+),?(.*)$')
  local s = {created = tonumber(created, 16), generation = 0, rotated = 0, kid = kid, mark = mark, device = device}
  s.seen = s.created
  if generation ~= '' then
    s.seen, s.generation = s.created + tonumber(age, 16), tonumber(generation, 16)
    s.rotated = s.seen - tonumber(rotated, 16)
  end
  s.expires = s.seen + tonumber(life, 16)
  return s
end

-- The label is appended and not formatted in: %s ends at a NUL.
local function write_session(s)
  local text = string.format('%x,%x', s.created, s.expires - s.seen)
  if s.generation > 0 then
    text = text .. string.format(',%x,%x,%x', s.seen - s.created, s.generation, s.seen - s.rotated)
  end
  text = text .. ' ' .. s.kid
  if s.mark ~= '' then
    text = text .. ',' .. s.mark
  end
  return s.device == '' and text or text .. ' ' .. s.device
end
