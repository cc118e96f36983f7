-- Gives an Idempotency-Key back, because nothing was sent for it.
-- Invariant: only the owner's own, unsettled claim is given back.
-- KEYS  1 the key's record
-- ARGV  1 the owner
local record = redis.call('HMGET', KEYS[1], 'owner', 'settled')
if record[1] == ARGV[1] and not record[2] then
  return redis.call('DEL', KEYS[1])
end
return 0
