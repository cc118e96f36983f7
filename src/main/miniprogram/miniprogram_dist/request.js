{
  const { WxauthError, join, lost, need } = require('./errors')

  /** What a status means where the body is not the service's: a gateway's, or a captive portal's. */
  const CODES = {
    401: 'invalid_token',
    403: 'access_denied',
    404: 'not_found',
    413: 'payload_too_large',
    429: 'rate_limited',
    502: 'upstream_error',
    503: 'temporarily_unavailable',
    504: 'upstream_timeout'
  }

  /** A header. Platforms differ in the case of its name. */
  const header = ({ header = {} }, name) => header[Object.keys(header).find(key => key.toLowerCase() === name)]

  /** The error that an answer is. */
  const refused = answer => {
    const { statusCode, data } = answer
    const { error, error_description: said, request_id: id, wechat_errcode: wechatErrcode } = Object(data)
    const other = statusCode > 499 ? 'server_error' : statusCode > 399 ? 'invalid_request' : 'network'
    return new WxauthError(error || CODES[statusCode] || other, said || 'status ' + statusCode, {
      statusCode,
      requestId: id || header(answer, 'x-request-id'),
      wechatErrcode,
      retryAfter: parseFloat(header(answer, 'retry-after')) || undefined
    })
  }

  /** What the service answered, nothing where that is 204; every other answer is an error. */
  const content = answer => {
    const { statusCode, data } = answer
    if (statusCode === 200 && Object(data) === data) {
      return data
    }
    if (statusCode !== 204) {
      throw refused(answer)
    }
  }

  /** Strict on purpose: what this does not read as a host (user@host, backslashes, blanks) gets no token. */
  const ORIGIN = /^(https?):\/\/(\[[0-9a-f:.]+\]|[\w.-]+)(:\d+)?(?=[/?#]|$)/i

  /** A scheme, or two slashes of either kind. */
  const NOT_RELATIVE = /^([a-z][\w+.-]*:|[\\/]{2})/i

  /** Scheme, host and port, always written alike; nothing where the URL is not plain. */
  const origin = url => {
    const [, scheme, host, port = ''] = ORIGIN.exec(url) || []
    return scheme && (scheme + '://' + host + port).toLowerCase().replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2')
  }

  /** Requests with a token, where that may go along; one that is refused is renewed once. */
  module.exports = ({ baseUrl, hosts = [] }, { send, stop }, session, log) => {
    const base = String(baseUrl).replace(/\/+$/, '')
    const allowed = [origin(base)]
    need(allowed[0] && base, 'baseUrl', /^[^?#]+$/)
    for (const host of [].concat(hosts)) {
      const name = origin('https://' + host)
      need(name && host, 'hosts', /^[^/?#]+$/)
      allowed.push(name)
    }

    /** Gives the answer whatever its status, but for a second 401. */
    const run = async (api, given, control) => {
      const { auth = 'required', url: asked } = Object(given)
      need(auth, 'auth', /^(required|optional|none|held)$/)
      need(asked, 'url')
      const relative = !NOT_RELATIVE.test(asked)
      const url = relative ? base + (/^[/?]/.test(asked) ? '' : '/') + asked : asked
      const { latest, renewals, token } = session()
      // A guest goes without where there is no token; `held` is for our own calls that must not log in.
      const isGuest = auth === 'optional'
      const orNone = found => (isGuest ? found.catch(() => {}) : found)
      const tokenFor = used => orNone(token(used, isGuest || auth === 'held'))
      let sent = auth !== 'none' && (relative || allowed.includes(origin(asked))) && (await tokenFor())
      /** Asked for when there is a place: while it waited there may have been another login, or a logout. */
      const options = async () => {
        const header = join(given.header)
        sent = sent && (await orNone(latest(sent)))
        if (sent) {
          // In place of whatever there was.
          delete header.authorization
          header.Authorization = 'Bearer ' + sent
        }
        return join(given, { url, header, complete: null })
      }
      for (let more = 2; ; more--) {
        const answer = await send(api, options, control)
        if (answer.statusCode !== 401) {
          return answer
        }
        if (!sent) {
          // A host that is not listed, or was asked without TLS.
          auth === 'required' && log('warn', 'no token for ' + origin(asked))
          return answer
        }
        if (more < 1) {
          throw Object.assign(refused(answer), { code: 'invalid_token' })
        }
        const before = renewals()
        sent = await tokenFor(sent)
        // One that another had renewed already may be as dead as the first.
        more = before === renewals() ? more : 0
      }
    }

    /** As wx calls it, with callbacks, and as a promise with abort(). */
    const start = (api, given) => {
      const { success, fail, complete, onTask, method = 'GET' } = Object(given)
      const control = { safe: /^(downloadFile|request(GET|HEAD)$)/i.test(api + method), onTask }
      let cancel
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
      const promise = new Promise((resolve, reject) => {
        cancel = reject
        run(api, given, control).then(resolve, reject)
      }).then(
        answer => tell(success, answer),
        failure => {
          const error = lost(failure)
          const errMsg = api + ':fail ' + error.message.replace(/.*:fail /, '')
          throw tell(fail, Object.assign(error, { errMsg, errno: error.errno || 600000 }))
        }
      )
      if (success || fail || complete) {
        promise.catch(() => {})
      }
      promise.abort = () => {
        cancel((control.aborted = new WxauthError('abort', 'abort')))
        stop(control)
      }
      return promise
    }

    /** One of the service's routes: gives the body, and fails with its error. */
    const call = async (method, path, data, key, auth) => {
      const url = '/auth/' + path
      const header = join(data && { 'content-type': 'application/json' }, key && { 'Idempotency-Key': key })
      const options = { url, method, data, header, auth, redirect: 'manual' }
      const answer = await run('request', options, { own: true, safe: method === 'GET' })
      log('debug', method + ' ' + url + ' ' + answer.statusCode)
      return content(answer)
    }

    return { call, start }
  }
}
