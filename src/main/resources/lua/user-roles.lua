-- Replaces a user's roles.
-- Invariants: a user who is not known does not come into being; the sessions carry the roles as they are, so that every
-- read of a session tells them; a user with roles or a profile is kept for good.
-- KEYS  1 the user's own hash   2 hash of sessions                         (one slot: both carry the user's tag)
-- ARGV  1 life of a user without roles and profile, ms   2 roles, comma between them, or ''
-- Gives 1, or 0 when the user is not known
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
if ARGV[2] == '' then
  redis.call('HDEL', KEYS[1], 'roles')
else
  redis.call('HSET', KEYS[1], 'roles', ARGV[2])
end
if redis.call('EXISTS', KEYS[2]) == 1 then
  redis.call('HSET', KEYS[2], '@roles', ARGV[2])
end
local kept = redis.call('HMGET', KEYS[1], 'roles', 'nickName', 'avatarUrl')
if kept[1] or kept[2] or kept[3] then
  redis.call('PERSIST', KEYS[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return 1
