-- Tells the device that asked how far its request is.
-- Invariants: who polls too soon has to wait longer from then on; once it is agreed the request is never pending again, and
-- whoever polls then is told the same, so that each can finish what another one began.
-- KEYS  1 the request
-- ARGV  1 client that polls   2 how much sooner than the interval is in time, ms   3 what the interval grows by, ms
-- Gives {'gone'}: unknown, or another client's | {'over'} | {'denied'} | {'pending'} | {'slow_down'}
--       | {'redeeming', tag of the user, appid, device label} | {'redeemed', sealed answer}
local client, state, ends, interval, polled = unpack(redis.call('HMGET', KEYS[1], 'c', 's', 'e', 'i', 'p'))
if client ~= ARGV[1] then
  return {'gone'}
end
if state == 'redeemed' then
  return {state, redis.call('HGET', KEYS[1], 'k')}
end
if state == 'denied' then
  return {state}
end
if state ~= 'redeeming' and is_over(ends) then
  return {'over'}
end
if state == 'agreed' or state == 'redeeming' then
  if state == 'agreed' then
    redis.call('HSET', KEYS[1], 's', 'redeeming')
  end
  return {'redeeming', unpack(redis.call('HMGET', KEYS[1], 'o', 'a', 'd'))}
end
-- A last poll that lies ahead was timed by a clock that has been set back since.
if polled and tonumber(polled) <= now and now - tonumber(polled) < tonumber(interval) - tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], 'p', now, 'i', tonumber(interval) + tonumber(ARGV[3]))
  return {'slow_down'}
end
redis.call('HSET', KEYS[1], 'p', now)
return {'pending'}
