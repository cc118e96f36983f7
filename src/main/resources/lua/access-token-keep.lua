-- Stores WeChat's access_token.
-- Invariant: only who holds the lock stores, so that a slow fetch does not bring an old token back.
-- KEYS  1 the token   2 the lock                                          (one slot: both carry the app's hash tag)
-- ARGV  1 the owner   2 the sealed token   3 its life, ms   4 '1' to free the lock
-- Gives 1 when it was stored
if redis.call('GET', KEYS[2]) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
if ARGV[4] == '1' then
  redis.call('DEL', KEYS[2])
end
return 1
