-- Keeps a session_key as the newest.
-- Invariants: the key before the newest is kept for a while and no longer; the same key given again changes nothing.
-- KEYS  1 hash of the newest key   2 the key before                        (one slot: both carry the user's tag)
-- ARGV  1 sealed key   2 life of the newest, ms   3 life of the one before, ms
--       4.. fingerprints of the new key, one for each master key held, the first one's first
-- Gives 1 when the key is new, else 0
local held = redis.call('HMGET', KEYS[1], 'sealed', 'fingerprint')
if held[1] then
  for i = 4, #ARGV do
    if ARGV[i] == held[2] then
      if i > 4 then
        -- It was sealed under a master key that is on its way out.
        redis.call('HSET', KEYS[1], 'sealed', ARGV[1], 'fingerprint', ARGV[4])
      end
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      return 0
    end
  end
  redis.call('SET', KEYS[2], held[1], 'PX', ARGV[3])
end
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], 'sealed', ARGV[1], 'fingerprint', ARGV[4], 'renewed_at', time[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
