{
  const { inTime, join, lost, sleep } = require('./errors')

  /** What is wanted of wx, or of its like. */
  module.exports = (adapter, { timeout, random }) => {
    const first = []
    const waiting = []
    let free = 10

    const stop = ({ task }) => task && task.abort && task.abort()

    /** Calls a function of wx's shape, and ends as its callbacks do, or as its promise where the platform gives one. */
    const invoke = (name, options, ms, control = {}) => {
      const ended = new Promise((success, fail) => {
        const task = (control.task = adapter[name](join(options, { success, fail })))
        if (task && task.then) {
          task.then(value => value && success(value), fail)
        }
        control.onTask && control.onTask(task)
      })
      return inTime(ended, ms, () => stop(control))
    }

    /** One of our ten places, since WeChat refuses more; our `own` calls go before the app's, which wait for them. */
    const enter = own => (free ? free-- : new Promise(resolve => (own ? first : waiting).push(resolve)))

    const leave = () => {
      const next = first.shift() || waiting.shift()
      next ? next() : free++
    }

    /**
     * Sends a request of any of the three kinds. `options` is called when it has a place; the app's own requests may have taken
     * that all the same, and are waited for, for a minute. `control`: `own`; `safe` is sent once more when the background cut
     * it; `aborted`, and `task` to stop it by; `onTask` is told of each task.
     */
    const send = async (api, options, control) => {
      let { safe } = control
      await enter(control.own)
      try {
        for (const since = Date.now(); ; await sleep(100 + Math.random() * 200)) {
          const given = await options()
          const limit = given.timeout || (api === 'request' && timeout)
          if (control.aborted) {
            throw control.aborted
          }
          try {
            return await invoke(api, join(given, limit && { timeout: limit }), limit && limit + 500, control)
          } catch (failure) {
            const error = lost(failure)
            if (safe && error.code === 'interrupted') {
              safe = false
            } else if (error.errno !== 600007 || Date.now() - since > 60000) {
              throw error
            }
          }
        }
      } finally {
        leave()
      }
    }

    /** A code of wx.login. */
    const loginCode = async () => {
      try {
        const { code } = await invoke('login', { timeout }, timeout + 500)
        if (!code) {
          throw 'no code'
        }
        return code
      } catch (cause) {
        throw lost(cause, 'wx_login')
      }
    }

    /** Whether WeChat still holds the session_key; which one the service has, it does not know. */
    const keyIsAlive = () => invoke('checkSession', {}, timeout).then(() => true, () => false)

    /** A key that nobody guesses. Where neither app nor platform has random bytes it is new at least, and the skey is the secret. */
    const newKey = async () => {
      let bytes
      try {
        bytes = (await random(16)) || (await invoke('getRandomValues', { length: 16 }, 1000)).randomValues
      } catch (e) {}
      const parts = [...new Uint8Array(bytes || 0), Math.random() * 1e18, Date.now()]
      return parts.map(part => part.toString(36)).join('').replace('.', '_')
    }

    return { send, stop, loginCode, keyIsAlive, newKey }
  }
}
