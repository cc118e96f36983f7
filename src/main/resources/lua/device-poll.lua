-- Tells the device that asked how far its request is.
-- Invariants: who polls too soon has to wait longer from then on; once it is agreed the request is never pending again, and
-- whoever polls then is told the same, so that each can finish what another one began; a poll that is timed here takes the
-- mark away, so that all after it are, too.
-- KEYS  1 the request   2 the mark of its last poll                         (one slot: both carry the request's id)
-- ARGV  1 how much sooner than the interval is in time, ms   2 what the interval grows by, ms   3 '1': the mark has told
--       already that this poll comes too soon
-- Gives {'gone'} | {'over'} | {'denied'} | {'pending'} | {'slow_down'} | {'slow_down', 'never'}: and so will be all that follow
--       | {'redeeming', tag of the user, appid, device label} | {'redeemed', sealed answer}
local state, ends, interval, polled = unpack(redis.call('HMGET', KEYS[1], 's', 'e', 'i', 'p'))
if not ends then
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
-- As long as no poll was timed here, the mark tells when the last one came: a pod that does not know the time has not looked.
polled = polled or string.match(redis.call('GET', KEYS[2]) or '', '^%d+')
-- A last poll that lies ahead was timed by a clock that has been set back since.
local early = polled and tonumber(polled) <= now and now - tonumber(polled) < tonumber(interval) - tonumber(ARGV[1])
redis.call('DEL', KEYS[2])
if early or ARGV[3] == '1' then
  interval = tonumber(interval) + tonumber(ARGV[2])
  redis.call('HSET', KEYS[1], 'p', now, 'i', interval)
  if tonumber(ends) - now < interval - tonumber(ARGV[1]) then
    redis.call('HSET', KEYS[1], 'h', ends)
    return {'slow_down', 'never'}
  end
  return {'slow_down'}
end
redis.call('HSET', KEYS[1], 'p', now)
return {'pending'}
