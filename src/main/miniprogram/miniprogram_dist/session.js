{
  const { WxauthError, insist, isBusy, isLost, join } = require('./errors')

  /**
   * How long a token lives yet, by a phone's date that may be wrong by years: only differences count. Where the date was put
   * back they tell nothing, and a token from before is taken for old.
   */
  const clock = now => {
    let latest = now()
    let distrusted

    return ({ token, at, life }) => {
      const time = now()
      if (time < latest) {
        distrusted = token
      }
      latest = time
      return token && token !== distrusted && time >= at ? at + life - time : 0
    }
  }

  /** Whether there is a session in a record. */
  const isIn = ({ skey, out }) => skey && !out

  const isEnded = ({ code }) => code === 'invalid_grant'

  /** The record, where there is a session in it. */
  const held = record => {
    if (!isIn(record)) {
      throw new WxauthError(record.out ? 'invalid_token' : 'invalid_grant', 'logged out')
    }
    return record
  }

  /**
   * The session: one record in storage, and one login or refresh under way at most. Whatever goes out with an Idempotency-Key
   * has it stored first, and is read from there for each try: a program that is killed goes on with the same key, and one that
   * slept does not send what another runtime has replaced meanwhile.
   */
  module.exports = (config, { loginCode, newKey }, store, events, call) => {
    const { update } = store
    const left = clock(config.now)

    /** The login or refresh under way, `{kind, promise}`; without kind when a logout has overtaken it. */
    let flight
    let loaded
    let logouts = 0
    let renewals = 0

    const read = () => update(record => record)

    const isFresh = record => left(record) > Math.min(config.refreshAhead * 1000, record.life / 2)

    /** What login and refresh answer, as it is stored. What has no tokens is not from the service. */
    const tokens = async (path, data, key) => {
      const answer = Object(await call('POST', path, data, key, 'none'))
      const { skey, access_token: token, expires_in: life, openid, unionid, session_id: sessionId, person } = answer
      if (!skey || !token) {
        throw new WxauthError('network', 'no tokens')
      }
      renewals++
      const who = { openid, sessionId }
      if (unionid) {
        who.unionid = unionid
      }
      if (person) {
        who.person = person
      }
      return { skey, token, at: config.now(), life: life * 1000, who }
    }

    /** Who comes while it runs shares its outcome. A login serves those who want a refresh, not the other way round. */
    const alone = (kind, run) => {
      if (flight && [kind, 'login'].includes(flight.kind)) {
        return flight.promise
      }
      const landed = () => {
        if (flight === mine) {
          flight = undefined
          const settle = () => !flight && events.isIn && !isIn(store.record) && events.changed(false)
          // Whoever logs in where a refresh was refused has begun by then; nothing follows a login.
          kind === 'login' ? settle() : setTimeout(settle)
        }
      }
      const before = flight ? flight.promise.catch(() => {}) : load()
      const mine = (flight = { kind, promise: before.then(run).then(arrived) })
      mine.promise.then(landed, landed)
      return mine.promise
    }

    const load = () =>
      (loaded =
        loaded ||
        read().then(record => {
          events.isIn = isIn(record)
        }))

    const arrived = ({ who }) => {
      events.changed(true)
      return who
    }

    /**
     * A silent login. `anew`: 0, unless another runtime has a session, or the user has logged out; 1, though there be a
     * session; 2, though the user has logged out.
     */
    const login = anew => {
      const before = logouts
      return alone('login', () => {
        const run = () => insist(() => tryLogin(anew, before), true)
        return run().catch(error => {
          if (/^(invalid_grant|conflict|upstream_)/.test(error.code)) {
            return run()
          }
          throw error
        })
      })
    }

    const tryLogin = async (anew, before) => {
      const record = await beginLogin(anew, before)
      const { login } = record
      if (!login) {
        return held(record)
      }
      const begun = record => Object(record.login).key === login.key
      let fresh
      try {
        fresh = await tokens('login', login.body, login.key)
      } catch (error) {
        // The code is of no more use, unless its answer was lost or nothing was spent.
        if (!isLost(error) && (!isBusy(error) || error.wechatErrcode)) {
          await update(record => (begun(record) ? join(record, { login: undefined }) : record))
        }
        throw error
      }
      const kept = await update(record => (begun(record) || !(record.out || record.skey || record.login) ? fresh : record))
      if (kept.out) {
        tell(fresh.skey)
      }
      return held(kept)
    }

    /** Stores a code and its key before they are sent, unless a login has begun, or a logout come since it was asked for. */
    const beginLogin = async (anew, before) => {
      const settled = ({ login, out, skey }) => login || (out ? anew < 2 : skey && !anew) || before !== logouts
      const record = await read()
      if (settled(record)) {
        return record
      }
      const body = { code: await loginCode(), appid: config.appid, device: config.device }
      const key = await newKey()
      return update(record => (settled(record) ? record : join(record, { login: { key, body } })))
    }

    /**
     * A new token, but no login: fails with `invalid_grant` where there is no session.
     * `used` is the token that will not do; without it the service is asked in any case.
     */
    const refresh = used => alone('refresh', () => insist(() => tryRefresh(used), true))

    const tryRefresh = async used => {
      const key = await newKey()
      const spared = record => used && record.token !== used && isFresh(record)
      const sent = held(
        await update(record => (!isIn(record) || record.login || record.key || spared(record) ? record : join(record, { key })))
      )
      if (spared(sent)) {
        return sent
      }
      // Where neither the key could be stored nor the old skey removed, that would look stolen when it is sent again.
      if (sent.login || store.stale) {
        return held({})
      }
      let fresh
      try {
        fresh = await tokens('refresh', { skey: sent.skey }, sent.key)
      } catch (error) {
        if (isEnded(error)) {
          // A login that follows finds what another runtime may have stored meanwhile.
          await update(record => (record.skey === sent.skey ? { login: record.login } : record))
        }
        // Without an answer the key stays with its skey, and the next try goes on with both.
        throw error
      }
      return held(
        await update(record =>
          record.out || (record.skey !== sent.skey && record.skey !== fresh.skey) ? record : join(fresh, { login: record.login })
        )
      )
    }

    /** A new token, by a login where there is no session, unless it is a login that has failed. */
    const renew = used => {
      const { kind } = Object(flight)
      return refresh(used).catch(error => {
        if (isEnded(error) && kind !== 'login') {
          return login(store.stale ? 1 : 0)
        }
        throw error
      })
    }

    /** A token that is good for a while and is not the one that was refused; `quiet` fails rather than log in. */
    const token = async (used, quiet) => {
      await load()
      const { record } = store
      if (flight || record.out || !isFresh(record) || record.token === used) {
        await (quiet ? refresh : renew)(record.token).catch(error => {
          // Better the last minutes of a token than none.
          if (left(store.record) <= 0 || store.record.token === used) {
            throw error
          }
        })
      }
      return held(store.record).token
    }

    /** What to send in place of a token that was had a while ago; fails after a logout. */
    const latest = async used => {
      const { out, token = used } = store.record
      return out ? held(store.record) : token
    }

    /** Tells the service; gives whether it knows. */
    const tell = (skey, everywhere) =>
      insist(() => call('POST', 'logout', { skey, everywhere }, '', 'none')).then(
        () => true,
        () => false
      )

    const logout = async options => {
      const { everywhere } = Object(options)
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
      events.changed(false)
      return { told: !!skey && (await tell(skey, everywhere)) }
    }

    return { token, latest, renewals: () => renewals, logout, login, refresh: renew, read: () => load().then(read) }
  }
}
