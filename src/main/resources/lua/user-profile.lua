-- Changes a user's profile.
-- Invariants: a user who is not known does not come into being; a user with roles or a profile is kept for good.
-- KEYS  1 the user's own hash
-- ARGV  1 life of a user without roles and profile, ms   2.. names and values by turns, '' to clear
-- Gives 1, or 0 when the user is not known
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
for i = 2, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', KEYS[1], ARGV[i])
  else
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
  end
end
local kept = redis.call('HMGET', KEYS[1], 'roles', 'nickName', 'avatarUrl')
if kept[1] or kept[2] or kept[3] then
  redis.call('PERSIST', KEYS[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return 1
