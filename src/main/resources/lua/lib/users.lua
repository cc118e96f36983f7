-- What the scripts on what is known of a user share. The hash of the sessions tells who the user is for as long as it is
-- there; a record of the user's own comes into being with roles or a profile, or when the last session ends.
-- Invariants: a user with roles or a profile is kept for good, any other as long as a session of the last login may last; a
-- record that was lost is made again from what the user's sessions carry, and a user without either does not come into
-- being.
local function recall_user(user, sessions)
  if redis.call('EXISTS', user) == 1 then
    return true
  end
  local told = redis.call('HMGET', sessions, '@', '@u', '@r')
  if not told[1] then
    return false
  end
  redis.call('HSET', user, '@', told[1])
  if told[2] then
    redis.call('HSET', user, '@u', told[2])
  end
  if told[3] then
    redis.call('HSET', user, '@r', told[3])
  end
  return true
end

-- Tells whether that is for good.
local function keep_user(user, life)
  local worth = redis.call('HMGET', user, '@r', 'nickName', 'avatarUrl')
  if worth[1] or worth[2] or worth[3] then
    redis.call('PERSIST', user)
    return true
  end
  if redis.call('PTTL', user) < life then
    redis.call('PEXPIRE', user, string.format('%.0f', life))
  end
  return false
end
