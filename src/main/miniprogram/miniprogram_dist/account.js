const { content } = require('./errors')
const { patiently, surely } = require('./calls')
const { keyIsAlive, randomKey } = require('./platform')

/** A ticket is the last part of the address in the code. */
const TICKET = /^https?:[^?#]*\/([\w-]{22})(?:[?#]|$)/

/** WeChat has the address encoded once; some have it decoded already. */
function ticketIn(q) {
  try {
    return (TICKET.exec(/^https?%3a/i.test(q) ? decodeURIComponent(q) : q) || [])[1]
  } catch (e) {
    return undefined
  }
}

/** The service's routes on behalf of the user. */
module.exports = (adapter, config, session, run) => {
  const phoneKeys = new Map()

  function call(method, path, data, header, auth) {
    const options = { url: '/auth/' + path, method, data, header: Object.assign({ 'content-type': 'application/json' }, header), auth }
    return patiently(() => run('request', options, { own: true, safe: method === 'GET' }).then(content))
  }

  async function phone(code) {
    if (!phoneKeys.has(code)) {
      phoneKeys.set(code, randomKey(adapter, config.random))
    }
    const key = await phoneKeys.get(code)
    return surely(() => call('POST', 'phone', { code }, { 'Idempotency-Key': key }))
  }

  /** WeChat encrypts after a login, never before it: a login may change the key. */
  async function decrypt(get) {
    const once = async () => {
      await session.token()
      const { encryptedData, iv } = await get()
      return call('POST', 'decrypt', { encryptedData, iv }, {}, 'held')
    }
    if (await keyIsAlive(adapter, config.timeout)) {
      try {
        return await once()
      } catch (error) {
        if (!/^(session_key_stale|invalid_grant)$/.test(error.code)) {
          throw error
        }
      }
    }
    await session.login(true)
    return once()
  }

  async function scan() {
    const { query, scene } = adapter.getEnterOptionsSync()
    const ticket = ticketIn(query && query.q)
    if (!ticket) {
      return null
    }
    const answer = await call('POST', 'device/scan', { ticket, scene })
    const request = {
      clientId: answer.client_id,
      device: answer.device,
      userCode: answer.user_code,
      sameNetwork: answer.same_network,
      live: answer.live,
      expiresIn: answer.expires_in
    }
    return Object.defineProperty(request, 'ticket', { value: ticket })
  }

  return {
    session: () => call('GET', 'session'),
    sessions: () => call('GET', 'sessions').then(answer => answer.sessions),
    endSession: id => call('DELETE', 'sessions/' + encodeURIComponent(id)),
    profile: () => call('GET', 'profile'),
    updateProfile: ({ nickName, avatarUrl }) => call('PUT', 'profile', { nickName, avatarUrl }),
    phone,
    decrypt,
    scan,
    approve: ({ ticket, userCode }) => call('POST', 'device/approve', { ticket, user_code: userCode }),
    deny: ({ ticket }) => call('POST', 'device/deny', { ticket })
  }
}
