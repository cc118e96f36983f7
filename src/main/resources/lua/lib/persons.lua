-- What the scripts on a person's users share. A user's entry: since when (s), how often it was made, hexadecimal, a comma
-- between, and a '!' behind for a user who is kept for good.
-- Invariant: the hash lives for good as long as it has such a user, else as long as its users are known, and no longer.
local function keep_person(person, life)
  local left = redis.call('PTTL', person)
  if left < 0 then
    for _, entry in ipairs(redis.call('HGETALL', person)) do
      if entry:sub(-1) == '!' then
        return
      end
    end
  end
  if left < life then
    redis.call('PEXPIRE', person, string.format('%.0f', life))
  end
end
