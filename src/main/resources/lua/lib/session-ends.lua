-- What the scripts that end sessions share.
-- Invariants: a hash without a session does not stay behind; what it told of the user stays known for as long as it would
-- have told it. Nothing is written here that needs memory, or a right that ending a session does not need.
local function end_sessions(sessions, user)
  if redis.call('EXISTS', user) == 1 then
    keep_user(user, redis.call('PTTL', sessions))
    redis.call('DEL', sessions)
    return
  end
  local others = {}
  for _, field in ipairs(redis.call('HKEYS', sessions)) do
    if field ~= '@' and field ~= '@u' and field ~= '@r' then
      others[#others + 1] = field
    end
  end
  if #others > 0 then
    redis.call('HDEL', sessions, unpack(others))
  end
  if redis.call('EXISTS', sessions) == 1 then
    redis.call('RENAME', sessions, user)
  end
  if redis.call('HEXISTS', user, '@r') == 1 then
    redis.call('PERSIST', user)
  end
end

local function end_session(sessions, user, id)
  remove_session(sessions, id)
  for _, field in ipairs(redis.call('HKEYS', sessions)) do
    if is_session(field) then
      return
    end
  end
  end_sessions(sessions, user)
end

-- What the user agreed to for other devices is void with the sessions. Tries go on being counted ('@' begins their field).
local function end_consents(consents)
  for _, field in ipairs(redis.call('HKEYS', consents)) do
    if field:sub(1, 1) ~= '@' then
      redis.call('HDEL', consents, field)
    end
  end
end
