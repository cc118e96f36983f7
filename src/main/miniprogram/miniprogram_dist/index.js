const { WxauthError } = require('./errors')
const { keyIsAlive } = require('./platform')

/** Everything that a mini program wants of wxauth; index.d.ts says what each part does. */
function createAuth(options) {
  const adapter = options.adapter || wx
  const config = Object.assign({ timeout: 8000, now: Date.now, storageKey: 'wxauth', refreshAhead: 300 }, options)
  config.resolve = require('./address')(config.baseUrl, config.hosts)
  config.ahead = config.refreshAhead * 1000
  // The service takes 64 characters.
  config.device = config.device && Array.from(config.device).slice(0, 64).join('')
  const warn = error => config.logger && config.logger.warn && config.logger.warn(error)
  const storage = config.storage || {
    get: key => adapter.getStorageSync(key),
    set: (key, value) => adapter.setStorageSync(key, value),
    remove: key => adapter.removeStorageSync(key)
  }
  const events = require('./events')(warn)
  const send = require('./transport')(adapter, config.timeout)
  const store = require('./store')(storage, config.storageKey, warn)
  const session = require('./session')(adapter, config, store, require('./clock')(config.now), events, send)
  const { run, start } = require('./request')(config.resolve, session, send, warn)
  const account = require('./account')(adapter, config, session, run)

  /** WeChat is asked whether it holds the session_key; the service, whether there is a session. */
  async function begin() {
    const record = await session.read()
    try {
      if (record.login || !(record.skey || record.out)) {
        await session.login()
      } else if (!record.out) {
        keyIsAlive(adapter, config.timeout)
        await (record.key ? session.token(record.token) : account.session())
      }
    } catch (error) {
      warn(error)
      // What a later try will not mend by itself.
      if (error.statusCode > 399 && error.statusCode < 500 && error.code !== 'rate_limited') {
        throw error
      }
    }
    return { state: session.state() }
  }

  return Object.assign(account, {
    start: begin,
    login: () => session.login(true),
    refresh: session.refresh,
    logout: session.logout,
    accessToken: () => session.token(),
    request: given => start('request', given),
    uploadFile: given => start('uploadFile', given),
    downloadFile: given => start('downloadFile', given),
    on: events.on,
    text: require('./texts')
  })
}

module.exports = { createAuth, WxauthError }
