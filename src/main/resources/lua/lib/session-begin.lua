-- What the scripts that begin a session share.
-- Invariants: a user has at most so many live sessions, and the one whose last login or refresh is oldest gives way;
-- the hash of sessions lives as long as its longest session.

-- Makes room for one more. Gives what the hash tells beside sessions, the ids that gave way, and when the last session ends.
local function make_room(sessions, most)
  local told, live, gone, last = {}, {}, {}, 0
  local all = redis.call('HGETALL', sessions)
  for i = 1, #all, 2 do
    local session = is_session(all[i]) and read_session(all[i + 1])
    if not session then
      told[all[i]] = all[i + 1]
    elseif session.expires <= now then
      remove_session(sessions, all[i])
    else
      live[#live + 1] = {id = all[i], seen = session.seen}
      last = math.max(last, session.expires)
    end
  end
  table.sort(live, function(a, b) return a.seen < b.seen or a.seen == b.seen and a.id < b.id end)
  for i = 1, #live - most + 1 do
    remove_session(sessions, live[i].id)
    gone[#gone + 1] = live[i].id
  end
  return told, gone, last
end

-- Writes a session that has never rotated, and beside it what is not empty of what the hash tells.
local function begin_session(sessions, id, session, told, last)
  session.generation, session.created, session.seen, session.mark = 0, now, now, ''
  local text = write_session(session)
  local fields = {id, text}
  for name, value in pairs(told) do
    if value ~= '' then
      fields[#fields + 1] = name
      fields[#fields + 1] = value
    end
  end
  redis.call('HSET', sessions, unpack(fields))
  redis.call('PEXPIRE', sessions, string.format('%.0f', math.max(last, session.expires) - now))
  return text
end
