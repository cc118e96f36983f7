{
  /** A call that failed: `code` is for programs, `message` for a log. There is no secret in either. */
  class WxauthError extends Error {
    /** @param {object} [more] statusCode, requestId, wechatErrcode, retryAfter (seconds), cause */
    constructor(code, message, more) {
      super(message)
      Object.assign(this, { name: 'WxauthError', code }, more)
    }
  }

  /** An argument has to be a text, of this pattern; all else is the program's own mistake. */
  const need = (value, name, pattern = /./) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw new WxauthError('invalid_request', 'bad ' + name)
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
    return new WxauthError(code || kind, said, { cause, errno })
  }

  /**
   * What a user may read, by the first pattern that fits the error's code, and `live` of a scan: Chinese, English.
   * `invalid_grant` is nothing that the user could mend by a login: a code was refused, and the next try has a new one.
   */
  const TEXTS = [
    [/false$/, '请用微信扫一扫对准屏幕', 'Scan it with the camera.'],
    [/^ne|^int/, '网络不给力，请重试', 'No connection. Try again.'],
    [/^up|^te|^ra|^ti/, '服务繁忙，请稍后重试', 'Busy. Try again shortly.'],
    [/^invalid_t/, '请重新登录', 'Please log in again.'],
    [/^acc/, '此账号无法登录', 'This account cannot log in.'],
    [/^not/, '不存在或已过期', 'Not found, or expired.'],
    [/^abo/, '已取消', 'Cancelled.'],
    [/^/, '未成功，请重试', 'It failed. Try again.']
  ]

  /** A sentence for the user about any error, in `zh` unless `en` is asked for. */
  const text = (error, language) => {
    const { code, live } = Object(error)
    return TEXTS.find(([pattern]) => pattern.test(code + live))[language === 'en' ? 2 : 1]
  }

  const join = (object, more) => Object.assign({}, object, more)

  const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

  /** As the promise ends, but after `ms` at the latest; without them it may take for ever. */
  const inTime = (promise, ms, late) =>
    new Promise((resolve, reject) => {
      const timer =
        ms &&
        setTimeout(() => {
          reject({ errMsg: 'timeout', errno: 5 })
          late && late()
        }, ms)
      promise.then(resolve, reject).then(() => clearTimeout(timer))
    })

  /** Whether nobody knows what the service has done. */
  const isLost = ({ code }) => /^(network|timeout|interrupted)$/.test(code)

  /** Whether the service asks to wait. */
  const isBusy = ({ code, statusCode }) => code === 'rate_limited' || statusCode === 503

  /**
   * Runs a call of ours, and again: twice where the service asks to wait, unless that is above 10 s, and once where the answer
   * of a `keyed` one was lost, which the service knows by its key.
   */
  const insist = async (run, keyed) => {
    for (let more = 2; ; ) {
      try {
        return await run()
      } catch (error) {
        const { retryAfter = 1 } = error
        if (keyed && isLost(error)) {
          keyed = false
        } else if (isBusy(error) && retryAfter <= 10 && more--) {
          await sleep((retryAfter + Math.random()) * 1000)
        } else {
          throw error
        }
      }
    }
  }

  module.exports = { WxauthError, text, join, need, lost, sleep, inTime, isLost, isBusy, insist }
}
