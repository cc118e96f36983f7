-- Gives a code back, because nothing was sent for it.
-- Invariant: only the claimant's own claim is given back.
-- KEYS  1 the code
-- ARGV  1 the owner
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
