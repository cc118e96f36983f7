-- Keeps the answer that a request was redeemed for.
-- Invariant: the first answer stays, so that whoever redeems gives the same one; it is kept for so long and no longer.
-- KEYS  1 the request
-- ARGV  1 sealed answer   2 how long it is kept, ms
-- Gives {'kept'} | {'redeemed', the answer that is kept already} | {'gone'}
local state = redis.call('HGET', KEYS[1], 's')
if state == 'redeemed' then
  return {state, redis.call('HGET', KEYS[1], 'k')}
end
if state ~= 'redeeming' then
  return {'gone'}
end
redis.call('HSET', KEYS[1], 's', 'redeemed', 'k', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {'kept'}
