const { WxauthError, content } = require('./errors')
const { isLost, isBusy, patiently, surely } = require('./calls')
const { loginCode, randomKey } = require('./platform')

const join = (record, more) => Object.assign({}, record, more)

const holds = record => Boolean(record.skey && !record.out)

const stateOf = record => (holds(record) ? 'logged_in' : 'logged_out')

const ended = new WxauthError('invalid_grant', 'there is no session')

function check(record) {
  if (record.out) {
    throw new WxauthError('invalid_token', 'the user logged out')
  }
}

/**
 * The session: one record in storage, and one login or refresh under way at most. Whatever goes out with an Idempotency-Key
 * has it stored first, so that a program that is killed goes on with the same key at its next start.
 */
module.exports = (adapter, config, store, left, events, send) => {
  const { update } = store

  /** The login or refresh under way, `{kind, promise}`; without kind when a logout has overtaken it. */
  let flight
  let loaded
  let logouts = 0

  const newKey = () => randomKey(adapter, config.random)

  const read = () => update(record => record)

  const isFresh = record => left(record) > Math.min(config.ahead, record.life / 2)

  async function post(path, data, header) {
    const options = { url: config.resolve('/auth/' + path).url, method: 'POST', data, header: join({ 'content-type': 'application/json' }, header) }
    return content(await send('request', options, { own: true }))
  }

  /** A login's answer or a refresh's, as it is stored; what has no tokens is not from the service. */
  async function tokens(path, body, key) {
    const answer = await surely(async () => {
      const found = await post(path, body, { 'Idempotency-Key': key })
      if (!found || !found.skey || !found.access_token) {
        throw new WxauthError('network', 'no tokens', { statusCode: 200 })
      }
      return found
    })
    const { openid, unionid, session_id: sessionId, person } = answer
    return {
      skey: answer.skey,
      token: answer.access_token,
      at: config.now(),
      life: answer.expires_in * 1000,
      who: JSON.parse(JSON.stringify({ openid, unionid, sessionId, person }))
    }
  }

  /** Who comes while it runs shares its outcome. A login serves those who want a refresh, not the other way round. */
  function alone(kind, run) {
    if (flight && (flight.kind === kind || flight.kind === 'login')) {
      return flight.promise
    }
    const mine = { kind }
    const landed = () => {
      if (flight === mine) {
        flight = undefined
      }
    }
    mine.promise = (flight ? flight.promise.catch(() => {}) : load()).then(run)
    mine.promise.then(landed, landed)
    flight = mine
    return mine.promise
  }

  function load() {
    return (loaded =
      loaded ||
      read().then(record => {
        events.state = stateOf(record)
      }))
  }

  const logIn = asked => alone('login', () => loggingIn(asked, true))

  async function loggingIn(asked, again) {
    try {
      const { who } = await patiently(() => tryLogin(asked))
      events.changed('logged_in')
      return who
    } catch (error) {
      if (!again || !/^(invalid_grant|conflict|upstream_.*)$/.test(error.code)) {
        notice()
        throw error
      }
    }
    return loggingIn(asked, false)
  }

  /** Tells that the session has gone, where it has. */
  function notice() {
    if (events.state === 'logged_in' && !holds(store.record)) {
      events.changed('logged_out')
    }
  }

  async function tryLogin(asked) {
    const record = await beginLogin(asked)
    const { login } = record
    if (!login) {
      return record
    }
    const begun = record => record.login && record.login.key === login.key
    let fresh
    try {
      fresh = await tokens('login', login.body, login.key)
    } catch (error) {
      // The code is of no more use, unless its answer was lost or nothing was spent.
      if (!isLost(error) && (!isBusy(error) || error.wechatErrcode !== undefined)) {
        await update(record => (begun(record) ? join(record, { login: undefined }) : record))
      }
      throw error
    }
    const kept = await update(record => (begun(record) || (!record.out && !record.skey && !record.login) ? fresh : record))
    if (kept.out) {
      tell(fresh.skey, {}).catch(() => {})
    }
    check(kept)
    return kept
  }

  /** Stores a code and its key before they are sent, unless a login has begun, or another runtime has a session. */
  async function beginLogin(asked) {
    const before = logouts
    const settled = record => record.login || (!asked && (record.skey || record.out)) || before !== logouts
    let record = await read()
    if (!settled(record)) {
      const code = await loginCode(adapter, config.timeout)
      const login = { key: await newKey(), body: { code, appid: config.appid, device: config.device } }
      record = await update(record => (settled(record) ? record : join(record, { login })))
    }
    if (!record.login) {
      check(record)
    }
    return record
  }

  /**
   * A new token, but no login: fails with `invalid_grant` where there is no session.
   * `used` is the token that will not do; without it the service is asked in any case.
   */
  const refresh = used => alone('refresh', () => refreshing(used, true))

  async function refreshing(used, again) {
    const key = await newKey()
    const spared = record => used && record.token !== used && isFresh(record)
    const sent = await update(record =>
      !holds(record) || record.login || record.key || spared(record) ? record : join(record, { key })
    )
    check(sent)
    // Where its key could be neither stored nor the old skey removed, that would look stolen when it is sent again.
    if (!sent.skey || sent.login || store.stale) {
      throw ended
    }
    if (spared(sent)) {
      return sent.who
    }
    let fresh
    try {
      fresh = await patiently(() => tokens('refresh', { skey: sent.skey }, sent.key))
    } catch (error) {
      if (error.code === 'invalid_grant') {
        const record = await update(record => (record.skey === sent.skey ? { login: record.login } : record))
        if (again && holds(record)) {
          return refreshing(sent.token, false)
        }
      }
      // Without an answer the key stays with its skey, and the next try goes on with both.
      throw error
    }
    const kept = await update(record =>
      !record.out && (record.skey === sent.skey || record.skey === fresh.skey) ? join(fresh, { login: record.login }) : record
    )
    check(kept)
    if (!kept.skey) {
      throw ended
    }
    events.changed('logged_in')
    return kept.who
  }

  /** A new token, by a login where there is no session. */
  const renew = used =>
    refresh(used).catch(error => {
      if (error.code !== 'invalid_grant') {
        throw error
      }
      return logIn()
    })

  /** A token that is good for a while and is not the one that was refused; `quiet` fails rather than log in. */
  async function token(used, quiet) {
    try {
      await landing()
      const { record } = store
      check(record)
      if (!isFresh(record) || record.token === used) {
        await (quiet ? refresh : renew)(record.token)
      }
    } catch (error) {
      // Better the last minutes of a token than none.
      if (left(store.record) <= 0 || store.record.token === used) {
        setTimeout(() => flight || notice())
        throw error
      }
    }
    return store.record.token
  }

  /** What is under way comes first; who waited for a refresh that was refused logs in. */
  async function landing() {
    const { kind, promise } = flight || { promise: load() }
    try {
      await promise
    } catch (error) {
      if (kind !== 'refresh' || error.code !== 'invalid_grant') {
        throw error
      }
    }
  }

  const tell = (credential, data) => patiently(() => post('logout', data, { Authorization: 'Bearer ' + credential }))

  async function logout({ everywhere } = {}) {
    let skey
    logouts++
    if (flight) {
      flight.kind = ''
    }
    await load()
    await update(record => {
      skey = record.skey
      return { out: true }
    })
    events.changed('logged_out')
    return { told: Boolean(skey) && (await tell(skey, { everywhere }).then(() => true, () => false)) }
  }

  return {
    token,
    logout,
    read: () => load().then(read),
    state: () => stateOf(store.record),
    /** `asked`: though there is a session. */
    login: logIn,
    refresh: () => renew()
  }
}
