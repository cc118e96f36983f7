-- Changes a user's profile.
-- KEYS  1 the user's own hash   2 hash of sessions                         (one slot: both carry the user's tag)
-- ARGV  1 life of a user without roles and profile, ms   2.. names and values by turns, '' to clear
-- Gives 2 when the user is kept for good now, else 1, or 0 when the user is not known
if not recall_user(KEYS[1], KEYS[2]) then
  return 0
end
for i = 2, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', KEYS[1], ARGV[i])
  else
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
  end
end
return keep_user(KEYS[1], tonumber(ARGV[1])) and 2 or 1
