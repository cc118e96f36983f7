{
  const { insist } = require('./patience')

  /** A ticket is the last part of the address in the code. WeChat has that encoded once; some have it decoded already. */
  const ticketIn = q => {
    try {
      const address = /^https?%3a/i.test(q) ? decodeURIComponent(q) : q
      return /^https?:[^?#]*\/([\w-]{22})(?:[?#]|$)/.exec(address)[1]
    } catch (e) {
      return undefined
    }
  }

  /** The service's routes on behalf of the user. */
  module.exports = (adapter, { keyIsAlive, newKey }, session, once) => {
    const phoneKeys = new Map()

    const call = (method, path, data, header, auth) => insist(() => once(method, path, data, header, auth), header)

    /** WeChat encrypts after a login, never before it: a login may change the key. */
    const decrypt = async (get, again) => {
      if (!again || !(await keyIsAlive())) {
        await session.login(1)
      }
      await session.token()
      const { encryptedData, iv } = await get()
      try {
        return await call('POST', 'decrypt', { encryptedData, iv }, undefined, 'held')
      } catch (error) {
        if (!again || !/^(session_key_stale|invalid_grant)$/.test(error.code)) {
          throw error
        }
      }
      return decrypt(get)
    }

    return {
      session: () => call('GET', 'session'),
      sessions: async () => (await call('GET', 'sessions')).sessions,
      endSession: id => call('DELETE', 'sessions/' + encodeURIComponent(id)),
      profile: () => call('GET', 'profile'),
      updateProfile: ({ nickName, avatarUrl }) => call('PUT', 'profile', { nickName, avatarUrl }),

      async phone(code) {
        if (!phoneKeys.has(code)) {
          phoneKeys.set(code, newKey())
        }
        return call('POST', 'phone', { code }, { 'Idempotency-Key': await phoneKeys.get(code) })
      },

      decrypt: get => decrypt(get, true),

      async scan() {
        const { query, scene } = Object(adapter.getEnterOptionsSync())
        const ticket = ticketIn(Object(query).q)
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
      },

      approve: ({ ticket, userCode }) => call('POST', 'device/approve', { ticket, user_code: userCode }),
      deny: ({ ticket }) => call('POST', 'device/deny', { ticket })
    }
  }
}
