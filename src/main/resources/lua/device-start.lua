-- Begins the request of another device.
-- KEYS  1 the request   2 the mark of its last poll                         (one slot: both carry the request's id)
-- ARGV  1 its life, ms   2 how long it is remembered after its end, ms   3 interval between polls, ms   4 client   5 appid
--       6 device label or ''   7 mark of the asker's network
-- Gives 1
redis.call('HSET', KEYS[1], 'c', ARGV[4], 'a', ARGV[5], 'd', ARGV[6], 'n', ARGV[7], 'i', ARGV[3], 'e',
  string.format('%.0f', now + tonumber(ARGV[1])))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', tonumber(ARGV[1]) + tonumber(ARGV[2])))
redis.call('SET', KEYS[2], '0 first', 'PX', ARGV[1])
return 1
