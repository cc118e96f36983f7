const { WxauthError, lost } = require('./errors')
const { invoke, sleep, stop } = require('./platform')

/** How long a request goes on asking for a place that the app's own requests have taken. */
const PATIENCE = 60000

/**
 * Sends requests of all three kinds, ten at once, since WeChat refuses more. `control` goes with each: `own` is sent before
 * the app's, which wait for it; `safe` is repeated once when the background cut it; `aborted`, and `task` to stop it by.
 * Fails with a WxauthError when there is no answer.
 */
module.exports = (adapter, timeout) => {
  const waiting = []
  let free = 10

  function leave() {
    free++
    if (waiting.length) {
      waiting.shift()()
    }
  }

  async function inTurn(api, options, control) {
    if (!free) {
      await new Promise(resolve => waiting[control.own ? 'unshift' : 'push'](resolve))
    }
    free--
    try {
      return await placed(api, options, control)
    } catch (failure) {
      throw lost(failure)
    } finally {
      leave()
    }
  }

  /** Has one of our ten places; the app's own requests may have taken it all the same. */
  async function placed(api, options, control) {
    const limit = options.timeout || (api === 'request' && timeout)
    for (const since = Date.now(); ; await sleep(100 + Math.random() * 200)) {
      if (control.aborted) {
        throw new WxauthError('abort', 'aborted')
      }
      try {
        return await invoke(adapter, api, limit ? Object.assign({}, options, { timeout: limit }) : options, limit && limit + 500, task => {
          control.task = task
        })
      } catch (failure) {
        if (failure.errno !== 600007 || Date.now() - since > PATIENCE) {
          throw failure
        }
      }
    }
  }

  return (api, options, control) =>
    inTurn(api, options, control).catch(error => {
      if (error.code !== 'interrupted' || !control.safe) {
        throw error
      }
      return inTurn(api, options, control)
    })
}
