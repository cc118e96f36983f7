-- Claims an Idempotency-Key for one request.
-- Invariant: a key belongs to the first request that came with it, for as long as its record lives.
-- KEYS  1 the key's record   2 the kept answer      (one slot: both carry the key's hash tag)
-- ARGV  1 what the request was   2 who claims   3 life of the record, ms
-- Gives {'mine'} | {'other'} | {'answered', sealed answer} | {'over'} | {'pending', ms since its last sign of life}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local record = redis.call('HMGET', KEYS[1], 'request', 'began', 'settled')
if not record[1] then
  redis.call('HSET', KEYS[1], 'request', ARGV[1], 'owner', ARGV[2], 'began', now)
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return {'mine'}
end
if record[1] ~= ARGV[1] then
  return {'other'}
end
local answer = redis.call('GET', KEYS[2])
if answer then
  return {'answered', answer}
end
if record[3] then
  return {'over'}
end
return {'pending', now - tonumber(record[2])}
