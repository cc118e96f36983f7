-- Keeps the answer to the request that claimed an Idempotency-Key.
-- Invariant: only the owner of the claim settles it, and only once.
-- KEYS  1 the key's record   2 the kept answer      (one slot)
-- ARGV  1 the owner   2 the sealed answer   3 how long to keep it, ms   4 life of the record from now, ms
local record = redis.call('HMGET', KEYS[1], 'owner', 'settled')
if record[1] ~= ARGV[1] or record[2] then
  return 0
end
redis.call('HSET', KEYS[1], 'settled', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return 1
