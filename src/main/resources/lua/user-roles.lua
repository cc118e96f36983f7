-- Replaces a user's roles.
-- Invariant: the sessions carry the roles as they are, so that every read of a session tells them.
-- KEYS  1 the user's own hash   2 hash of sessions                         (one slot: both carry the user's tag)
-- ARGV  1 life of a user without roles and profile, ms   2 roles, comma between them, or ''
-- Gives 2 when the user is kept for good now, else 1, or 0 when the user is not known
if not recall_user(KEYS[1], KEYS[2]) then
  return 0
end
for _, hash in ipairs(KEYS) do
  if ARGV[2] == '' then
    redis.call('HDEL', hash, '@r')
  elseif redis.call('EXISTS', hash) == 1 then
    redis.call('HSET', hash, '@r', ARGV[2])
  end
end
return keep_user(KEYS[1], tonumber(ARGV[1])) and 2 or 1
