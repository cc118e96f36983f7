-- What the scripts on a user's own record share.
-- Invariants: a user with roles or a profile is kept for good, any other as long as a session may last; a record that was
-- lost is made again from what the user's sessions carry, and a user without either does not come into being.
local function recall_user(user, sessions)
  if redis.call('EXISTS', user) == 1 then
    return true
  end
  local lost = redis.call('HMGET', sessions, '@appid', '@openid', '@unionid', '@roles')
  if not lost[2] then
    return false
  end
  redis.call('HSET', user, '@appid', lost[1], '@openid', lost[2])
  if lost[3] and lost[3] ~= '' then
    redis.call('HSET', user, '@unionid', lost[3])
  end
  if lost[4] and lost[4] ~= '' then
    redis.call('HSET', user, 'roles', lost[4])
  end
  return true
end

local function keep_user(user, life)
  local worth = redis.call('HMGET', user, 'roles', 'nickName', 'avatarUrl')
  local left = redis.call('PTTL', user)
  if worth[1] or worth[2] or worth[3] then
    redis.call('PERSIST', user)
  elseif left < life then
    redis.call('PEXPIRE', user, string.format('%.0f', life))
  end
end
