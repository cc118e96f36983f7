// Each file is one block: a minifier may shorten all names in it.
{
  const { WxauthError } = require('./errors')

  /** Everything that a mini program wants of wxauth; index.d.ts says what each part does. */
  const createAuth = options => {
    const adapter = options.adapter || wx
    const config = Object.assign({ timeout: 8000, now: () => Date.now(), storageKey: 'wxauth', refreshAhead: 300 }, options)
    const resolve = require('./address')(config.baseUrl, config.hosts)
    const log = (level, what) => {
      try {
        config.logger[level](what)
      } catch (e) {
        // Nobody listens.
      }
    }
    const warn = error => log('warn', error)
    const storage = config.storage || {
      get: key => adapter.getStorageSync(key),
      set: (key, value) => adapter.setStorageSync(key, value),
      remove: key => adapter.removeStorageSync(key)
    }
    const events = require('./events')(warn)
    const platform = require('./platform')(adapter, config)
    const store = require('./store')(storage, config.storageKey, warn)
    const { call, start } = require('./request')(resolve, platform, () => session, log)
    const session = require('./session')(config, platform, store, require('./clock')(config.now), events, call)
    const auth = require('./account')(adapter, platform, session, call)

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
          if (error.statusCode > 399 && error.statusCode < 429) {
            throw error
          }
        }
        const record = await session.read()
        return { state: record.skey && !record.out ? 'logged_in' : 'logged_out' }
      },
      login: () => session.login(2),
      refresh: () => session.refresh(),
      logout: session.logout,
      accessToken: () => session.token(),
      on: events.on,
      text: require('./texts')
    })
  }

  module.exports = { createAuth, WxauthError }
}
