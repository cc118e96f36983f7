-- Frees the lock on fetching WeChat's access_token.
-- Invariant: only the owner's own lock is freed.
-- KEYS  1 the lock
-- ARGV  1 the owner
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
