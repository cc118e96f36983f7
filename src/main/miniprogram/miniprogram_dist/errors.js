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

/** What WeChat said of a call that failed. */
const said = failure => String((failure && (failure.errMsg || failure.message)) || failure)

/** The error of a request that got no answer. */
function lost(failure) {
  return failure instanceof WxauthError
    ? failure
    : new WxauthError(kind(failure && failure.errno, said(failure)), said(failure), { cause: failure })
}

function kind(errno, text) {
  if (errno === 600003 || /interrupted/i.test(text)) {
    return 'interrupted'
  }
  if (errno === 5 || /time ?d?-?out/i.test(text)) {
    return 'timeout'
  }
  return /abort/i.test(text) ? 'abort' : 'network'
}

/** The error that an answer is. */
function refused(answer) {
  const status = answer.statusCode
  const body = objectIn(answer.data) || {}
  const after = parseFloat(header(answer, 'retry-after'))
  return new WxauthError(
    body.error ? String(body.error) : CODES[status] || (status > 499 ? 'server_error' : status > 399 ? 'invalid_request' : 'network'),
    body.error_description || 'status ' + status,
    {
      statusCode: status,
      requestId: body.request_id || header(answer, 'x-request-id'),
      wechatErrcode: body.wechat_errcode,
      retryAfter: after >= 0 ? after : undefined
    }
  )
}

/** Platforms differ in the case of a header's name. */
function header(answer, name) {
  for (const key in answer.header) {
    if (key.toLowerCase() === name) {
      return answer.header[key]
    }
  }
}

/** A body that is a JSON object, though the platform may have left it as text. */
function objectIn(data) {
  try {
    const value = typeof data === 'string' ? JSON.parse(data) : data
    return typeof value === 'object' && value
  } catch (e) {
    return false
  }
}

/** What the service answered, nothing where that is 204; every other answer is an error. */
function content(answer) {
  const data = answer.statusCode === 200 && objectIn(answer.data)
  if (!data && answer.statusCode !== 204) {
    throw refused(answer)
  }
  return data || undefined
}

module.exports = { WxauthError, said, lost, refused, content }
