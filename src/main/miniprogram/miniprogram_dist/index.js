// Each file is one block: a minifier may shorten all names in it.
{
  const { WxauthError, insist, join, need, text } = require('./errors')

  const stateOf = isIn => ({ state: isIn ? 'logged_in' : 'logged_out' })

  /** Those who want to know. One that throws disturbs nobody. */
  const makeEvents = warn => {
    const listeners = { change: new Set(), logged_out: new Set() }

    const tell = (name, event) =>
      [...listeners[name]].forEach(listener => {
        try {
          listener(event)
        } catch (e) {
          warn(e)
        }
      })

    const events = {
      on(name, listener) {
        need(listeners[name] && name, 'event')
        need(typeof listener, 'listener', /^f/)
        // One that is given twice is told twice.
        const entry = event => listener(event)
        listeners[name].add(entry)
        return () => listeners[name].delete(entry)
      },
      /** `isIn`: whether there is a session. */
      changed(isIn) {
        const event = stateOf(isIn)
        const left = !isIn && events.isIn
        events.isIn = isIn
        tell('change', event)
        if (left) {
          tell('logged_out', event)
        }
      }
    }
    return events
  }

  /**
   * What a code that opened the program asks; nothing where none did. The ticket is the last part of the address in the code.
   * WeChat has that encoded once; some have it decoded already.
   */
  const scanned = adapter => {
    try {
      const { query, scene } = adapter.getEnterOptionsSync()
      const address = /^https?%3a/i.test(query.q) ? decodeURIComponent(query.q) : query.q
      return { ticket: /^https?:[^?#]*\/([\w-]{22})(?:[?#]|$)/.exec(address)[1], scene }
    } catch (e) {}
  }

  /** The service's routes on behalf of the user. */
  const account = (adapter, { keyIsAlive, newKey }, session, once) => {
    const phoneKeys = new Map()

    const call = (...all) => insist(() => once(...all), all[3])

    /** WeChat encrypts after a login, never before it: a login may change the key. */
    const decrypt = async (get, again) => {
      if (!again || !(await keyIsAlive())) {
        await session.login(1)
      }
      await session.token()
      const { encryptedData, iv } = Object(await get())
      need(encryptedData, 'encryptedData')
      need(iv, 'iv')
      try {
        return await call('POST', 'decrypt', { encryptedData, iv }, '', 'held')
      } catch (error) {
        if (!again || !/^(session_key_stale|invalid_grant)$/.test(error.code)) {
          throw error
        }
      }
      return decrypt(get)
    }

    const decide = async (decision, request) => {
      const { ticket, userCode } = Object(request)
      need(ticket, 'ticket')
      need(userCode, 'userCode')
      return call('POST', 'device/' + decision, { ticket, user_code: userCode })
    }

    return {
      session: () => call('GET', 'session'),
      sessions: async () => (await call('GET', 'sessions')).sessions,

      async endSession(id) {
        need(id, 'id', /^[\w-]+$/)
        return call('DELETE', 'sessions/' + id)
      },

      profile: () => call('GET', 'profile'),

      async updateProfile(profile) {
        const { nickName, avatarUrl } = Object(profile)
        need(typeof nickName + typeof avatarUrl, 'profile', /string/)
        return call('PUT', 'profile', { nickName, avatarUrl })
      },

      async phone(code) {
        need(code, 'code')
        if (!phoneKeys.has(code)) {
          phoneKeys.set(code, newKey())
        }
        return call('POST', 'phone', { code }, await phoneKeys.get(code))
      },

      async decrypt(get) {
        need(typeof get, 'function', /^f/)
        return decrypt(get, true)
      },

      async scan() {
        const asked = scanned(adapter)
        if (!asked) {
          return null
        }
        const answer = await call('POST', 'device/scan', asked).catch(error => {
          // The way in which the code was read is refused, not the user.
          if (error.code === 'access_denied' && !error.wechatErrcode) {
            error.live = false
          }
          throw error
        })
        const request = {
          clientId: answer.client_id,
          device: answer.device,
          userCode: answer.user_code,
          sameNetwork: answer.same_network,
          live: answer.live,
          expiresIn: answer.expires_in
        }
        return Object.defineProperty(request, 'ticket', { value: asked.ticket })
      },

      approve: request => decide('approve', request),
      deny: request => decide('deny', request)
    }
  }

  /** What is taken where nothing is given; what is given has to be of the same kind. */
  const DEFAULTS = { timeout: 8000, refreshAhead: 300, now: () => Date.now(), random: () => null, storageKey: 'wxauth' }

  /** Everything that a mini program wants of wxauth; index.d.ts says what each part does. */
  const createAuth = options => {
    const config = join(options)
    for (const name in DEFAULTS) {
      const { [name]: value = DEFAULTS[name] } = config
      need(typeof value, name, RegExp(typeof DEFAULTS[name]))
      config[name] = value
    }
    const adapter = config.adapter || wx
    const log = (level, what) => {
      try {
        config.logger[level](what)
      } catch (e) {
        // Nobody listens.
      }
    }
    const warn = error => log('warn', error)
    const events = makeEvents(warn)
    const platform = require('./platform')(adapter, config)
    const store = require('./store')(adapter, config, warn)
    const { call, start } = require('./request')(config, platform, () => session, log)
    const session = require('./session')(config, platform, store, events, call)
    const auth = account(adapter, platform, session, call)

    for (const api of ['request', 'uploadFile', 'downloadFile']) {
      auth[api] = given => start(api, given)
    }
    return Object.assign(auth, {
      /** WeChat is asked whether it holds the session_key; the service, whether there is a session. */
      async start() {
        const { login, skey, out, key, token } = await session.read()
        try {
          if (login || !(skey || out)) {
            await session.login(0)
          } else if (!out) {
            platform.keyIsAlive()
            await (key ? session.token(token) : auth.session())
          }
        } catch (error) {
          warn(error)
          // What a later try will not mend by itself.
          if (/^4[01]/.test(error.statusCode)) {
            throw error
          }
        }
        const record = await session.read()
        return stateOf(record.skey && !record.out)
      },
      login: () => session.login(2),
      refresh: () => session.refresh(),
      logout: session.logout,
      accessToken: () => session.token(),
      on: events.on,
      text
    })
  }

  module.exports = { createAuth, WxauthError }
}
