{
  const { WxauthError, content, lost, refused } = require('./errors')

  /** The token in place of whatever Authorization there was. */
  const withToken = (options, token) => {
    const header = Object.assign({}, options.header, { Authorization: 'Bearer ' + token })
    delete header.authorization
    return token ? Object.assign({}, options, { header }) : options
  }

  /** What wx's `fail` is given. */
  const likeWx = (api, error) => {
    const { errno = 600000 } = Object(error.cause)
    return Object.assign(error, { errMsg: api + ':fail ' + error.message.replace(/.*:fail /, ''), errno })
  }

  /** Requests with a token, where that may go along; one that is refused is renewed once. */
  module.exports = (resolve, { send, stop }, session, log) => {
    /** Gives the answer whatever its status, but for a second 401. */
    const run = async (api, given, control) => {
      const { url, ours } = resolve(given.url)
      const { auth } = given
      const options = Object.assign({}, given, { url, complete: null })
      // A guest goes without where there is no token; `held` is for our own calls that must not log in.
      const tokenFor = used =>
        session().token(used, auth === 'optional' || auth === 'held').catch(error => {
          if (auth !== 'optional') {
            throw error
          }
        })
      const sent = auth !== 'none' && ours && (await tokenFor())
      const first = await send(api, withToken(options, sent), control)
      if (first.statusCode !== 401 || !sent) {
        return first
      }
      const { renewals } = session()
      const before = renewals()
      let renewed = await tokenFor(sent)
      let second = await send(api, withToken(options, renewed), control)
      // One that another had renewed already may be as dead as the first.
      if (second.statusCode === 401 && renewed && before === renewals()) {
        renewed = await tokenFor(renewed)
        second = await send(api, withToken(options, renewed), control)
      }
      if (second.statusCode === 401 && renewed) {
        throw Object.assign(refused(second), { code: 'invalid_token' })
      }
      return second
    }

    /** As wx calls it, with callbacks, and as a promise with abort(). */
    const start = (api, given) => {
      const { success, fail, complete, onTask, method = 'GET' } = given
      const safe = api === 'downloadFile' || (api === 'request' && /^(GET|HEAD)$/i.test(method))
      const control = { safe, onTask }
      let cancel
      const aborted = new Promise((resolve, reject) => {
        cancel = reject
      })
      const tell = (callback, value) => {
        for (const f of [callback, complete]) {
          try {
            f && f(value)
          } catch (e) {
            log('warn', e)
          }
        }
        return value
      }
      const promise = Promise.race([aborted, run(api, given, control)]).then(
        answer => tell(success, answer),
        failure => {
          throw tell(fail, likeWx(api, lost(failure)))
        }
      )
      if (success || fail || complete) {
        promise.catch(() => {})
      }
      promise.abort = () => {
        control.aborted = true
        stop(control)
        cancel(new WxauthError('abort', 'abort'))
      }
      return promise
    }

    /** One of the service's routes: gives the body, and fails with its error. */
    const call = async (method, path, data, more, auth) => {
      const url = '/auth/' + path
      const header = Object.assign(data ? { 'content-type': 'application/json' } : {}, more)
      const options = { url, method, data, header, auth, redirect: 'manual' }
      const answer = await run('request', options, { own: true, safe: method === 'GET' })
      log('debug', method + ' ' + url + ' ' + answer.statusCode)
      return content(answer)
    }

    return { call, start }
  }
}
