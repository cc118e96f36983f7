-- Notes who scanned a request, and tells what it is about.
-- Invariants: the first user who scans owns it, and nobody takes it over; who may not have it changes nothing of it.
-- KEYS  1 the request
-- ARGV  1 appid   2 tag of the user who scans
-- Gives {'gone'} | {'app'}: another app's | {'owner'}: another user's
--       | {'mine', client, device label, mark of the asker's network, ms that are left}
local ends, appid, owner, state, client, device, network = unpack(redis.call('HMGET', KEYS[1], 'e', 'a', 'o', 's', 'c', 'd', 'n'))
if not ends or is_over(ends) or state == 'redeeming' or state == 'redeemed' then
  return {'gone'}
end
if appid ~= ARGV[1] then
  return {'app'}
end
if owner and owner ~= ARGV[2] then
  return {'owner'}
end
if not owner then
  redis.call('HSET', KEYS[1], 'o', ARGV[2], 's', 'scanned')
end
return {'mine', client, device, network, tonumber(ends) - now}
