{
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
  const insist = async (run, keyed, more = 2) => {
    try {
      return await run()
    } catch (error) {
      const { retryAfter = 1 } = error
      if (keyed && isLost(error)) {
        return insist(run, false, more)
      }
      if (!isBusy(error) || retryAfter > 10 || !more) {
        throw error
      }
      await sleep((retryAfter + Math.random()) * 1000)
      return insist(run, keyed, more - 1)
    }
  }

  module.exports = { sleep, inTime, isLost, isBusy, insist }
}
