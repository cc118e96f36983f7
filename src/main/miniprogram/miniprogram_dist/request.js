const { WxauthError, lost, refused } = require('./errors')
const { stop } = require('./platform')

/** The token in place of whatever Authorization there was. */
function withToken(options, token) {
  const header = { Authorization: 'Bearer ' + token }
  for (const name in options.header) {
    if (!/^authorization$/i.test(name)) {
      header[name] = options.header[name]
    }
  }
  return token ? Object.assign({}, options, { header }) : options
}

/** What wx's `fail` is given. */
function likeWx(api, error) {
  const cause = error.cause || {}
  error.errMsg = cause.errMsg || api + ':fail ' + error.message
  error.errno = cause.errno || 600000
  return error
}

/** Requests with a token, where that may go along; one that is refused is renewed once. */
module.exports = (resolve, session, send, warn) => {
  /** Gives the answer whatever its status, but for a second 401. */
  async function run(api, given, control) {
    const { url, ours } = resolve(given.url)
    const { auth } = given
    const options = Object.assign({}, given, { url })
    // A guest goes without where there is no token; `held` is for our own calls that must not log in.
    const tokenFor = used =>
      session.token(used, auth === 'optional' || auth === 'held').catch(error => {
        if (auth !== 'optional') {
          throw error
        }
      })
    const sent = auth !== 'none' && ours && (await tokenFor())
    const answer = await send(api, withToken(options, sent), control)
    if (answer.statusCode !== 401 || !sent) {
      return answer
    }
    const renewed = await tokenFor(sent)
    const second = await send(api, withToken(options, renewed), control)
    if (second.statusCode === 401 && renewed) {
      const { requestId } = refused(second)
      throw new WxauthError('invalid_token', 'refused twice', { statusCode: 401, requestId })
    }
    return second
  }

  /** As wx calls it, with callbacks, and as a promise with abort(). */
  function start(api, given) {
    const { success, fail, complete } = given
    const control = { safe: api === 'downloadFile' || (api === 'request' && /^(GET|HEAD)$/i.test(given.method || 'GET')) }
    let cancel
    const tell = (callback, value) => {
      for (const f of [callback, complete]) {
        try {
          f && f(value)
        } catch (e) {
          warn(e)
        }
      }
      return value
    }
    const promise = Promise.race([
      new Promise((resolve, reject) => {
        cancel = reject
      }),
      run(api, Object.assign({}, given, { success: null, fail: null, complete: null }), control)
    ]).then(
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
      stop(control.task)
      cancel(new WxauthError('abort', 'aborted'))
    }
    return promise
  }

  return { run, start }
}
