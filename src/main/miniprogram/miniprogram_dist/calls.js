const { sleep } = require('./platform')

/** Whether nobody knows what the service has done. */
const isLost = error => /^(network|timeout|interrupted)$/.test(error.code)

/** Whether the service asks to wait. */
const isBusy = error => error.code === 'rate_limited' || error.statusCode === 503

/** Runs a call of ours, and twice again where the service asks to wait, unless that is above 10 s. */
async function patiently(run, tries = 3) {
  try {
    return await run()
  } catch (error) {
    const { retryAfter = 1 } = error
    if (!isBusy(error) || retryAfter > 10 || tries < 2) {
      throw error
    }
    await sleep((retryAfter + Math.random()) * 1000)
  }
  return patiently(run, tries - 1)
}

/** Runs a call that carries a key, and once more where its answer was lost. */
const surely = run =>
  run().catch(error => {
    if (!isLost(error)) {
      throw error
    }
    return run()
  })

module.exports = { isLost, isBusy, patiently, surely }
