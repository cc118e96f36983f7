-- Counts one try of a user in a fixed window that begins with its first try.
-- Invariant: the counter is a part of the user's sessions and ends with them: nobody who is erased is counted on.
-- KEYS  1 hash of sessions
-- ARGV  1 what is counted   2 length of the window, ms
-- Gives {tries in this window, ms until it ends}, or {} when the user has no session
if redis.call('EXISTS', KEYS[1]) == 0 then
  return {}
end
local field = '@rate:' .. ARGV[1]
local tries, ends = (redis.call('HGET', KEYS[1], field) or ''):match('^(%d+) (%d+)$')
tries, ends = tonumber(tries) or 0, tonumber(ends) or 0
local window = tonumber(ARGV[2])
if ends <= now or ends > now + window then
  tries, ends = 0, now + window
end
redis.call('HSET', KEYS[1], field, string.format('%.0f %.0f', tries + 1, ends))
return {tries + 1, ends - now}
