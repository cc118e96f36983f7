-- What the scripts on the hash of a user's sessions share.
-- A session's text: generation, rotated at, created at, last seen at, expires at (ms), key id of the current skey and,
-- behind a comma, the mark of the refresh that made that skey, device label. Fields of the hash that begin with '@' are no
-- sessions.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function is_session(field)
  return field:sub(1, 1) ~= '@'
end

local function read_session(text)
  local generation, rotated, created, seen, expires, key, device =
    text:match('^(%d+) (%d+) (%d+) (%d+) (%d+) (%S+) (.*)$')
  local kid, mark = key:match('^([^,]+),?(.*)$')
  return {
    generation = tonumber(generation), rotated = tonumber(rotated), created = tonumber(created), seen = tonumber(seen),
    expires = tonumber(expires), kid = kid, mark = mark, device = device
  }
end

-- The label is appended and not formatted in: %s ends at a NUL.
local function write_session(s)
  local key = s.mark == '' and s.kid or s.kid .. ',' .. s.mark
  return string.format('%.0f %.0f %.0f %.0f %.0f %s ', s.generation, s.rotated, s.created, s.seen, s.expires, key)
    .. s.device
end

-- A hash without a session does not stay behind.
local function end_session(hash, id)
  redis.call('HDEL', hash, id)
  for _, field in ipairs(redis.call('HKEYS', hash)) do
    if is_session(field) then
      return
    end
  end
  redis.call('DEL', hash)
end
