-- Counts one try of a user in a fixed window that begins with its first try.
-- Invariants: nobody is counted who has no session, so that nobody who is erased is counted on; a counter ends with the hash
-- that it is in, which has an end.
-- KEYS  1 hash of sessions   2 the hash that counts, the same or another     (one slot: both carry the user's tag)
-- ARGV  1 what is counted   2 length of the window, ms
-- Gives {tries in this window, ms until it ends}, or {} when the user has no session
if redis.call('EXISTS', KEYS[1]) == 0 then
  return {}
end
local field = '@rate:' .. ARGV[1]
local tries, ends = (redis.call('HGET', KEYS[2], field) or ''):match('^(%d+) (%d+)$')
tries, ends = tonumber(tries) or 0, tonumber(ends) or 0
local window = tonumber(ARGV[2])
if ends <= now or ends > now + window then
  tries, ends = 0, now + window
end
redis.call('HSET', KEYS[2], field, string.format('%.0f %.0f', tries + 1, ends))
if KEYS[2] ~= KEYS[1] and redis.call('PTTL', KEYS[2]) < window then
  redis.call('PEXPIRE', KEYS[2], window)
end
return {tries + 1, ends - now}
