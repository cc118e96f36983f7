{
  /** What a status means where the body is not the service's: a gateway's, or a captive portal's. */
  const CODES = {
    401: 'invalid_token',
    403: 'access_denied',
    404: 'not_found',
    405: 'method_not_allowed',
    409: 'conflict',
    413: 'payload_too_large',
    415: 'unsupported_media_type',
    429: 'rate_limited',
    502: 'upstream_error',
    503: 'temporarily_unavailable',
    504: 'upstream_timeout'
  }

  /** A call that failed: `code` is for programs, `message` for a log. There is no secret in either. */
  class WxauthError extends Error {
    /** @param {object} [more] statusCode, requestId, wechatErrcode, retryAfter (seconds), cause */
    constructor(code, message, more) {
      super(message)
      Object.assign(this, { name: 'WxauthError', code }, more)
    }
  }

  /** The error of a call that WeChat gave no answer to. */
  const lost = (cause, code) => {
    if (cause instanceof WxauthError) {
      return cause
    }
    const { errMsg: said = String(cause), errno } = Object(cause)
    const is = (number, pattern) => errno === number || pattern.test(said)
    const kind = is(600003, /interrupted/) ? 'interrupted' : is(5, /time ?d? ?out/i) ? 'timeout' : 'network'
    return new WxauthError(code || kind, said, { cause })
  }

  /** A header. Platforms differ in the case of its name. */
  const header = ({ header = {} }, name) => header[Object.keys(header).find(key => key.toLowerCase() === name)]

  /** The error that an answer is. */
  const refused = answer => {
    const { statusCode, data } = answer
    const { error, error_description: said, request_id: id, wechat_errcode: wechatErrcode } = Object(data)
    const retryAfter = parseFloat(header(answer, 'retry-after'))
    const other = statusCode > 499 ? 'server_error' : statusCode > 399 ? 'invalid_request' : 'network'
    return new WxauthError(error || CODES[statusCode] || other, said || 'status ' + statusCode, {
      statusCode,
      requestId: id || header(answer, 'x-request-id'),
      wechatErrcode,
      retryAfter: retryAfter >= 0 ? retryAfter : undefined
    })
  }

  /** What the service answered, nothing where that is 204; every other answer is an error. */
  const content = answer => {
    const { statusCode, data } = answer
    if (statusCode === 200 && data && typeof data === 'object') {
      return data
    }
    if (statusCode !== 204) {
      throw refused(answer)
    }
  }

  module.exports = { WxauthError, lost, refused, content }
}
