-- Tells how long Redis has known a key that some pod holds.
-- KEYS  1 hash of all keys
-- ARGV  1 kind   2 key id
-- Gives {ms since it was first seen}, or {} for a key that nobody ever held
local time = redis.call('TIME')
local record = redis.call('HGET', KEYS[1], ARGV[1] .. ':' .. ARGV[2])
if not record then
  return {}
end
return {time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(record:match('^(%d+) '))}
