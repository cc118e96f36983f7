const { WxauthError, said } = require('./errors')

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

/** As a promise does, but fails after `ms`; 0 waits for ever. */
const inTime = (promise, ms, task) =>
  new Promise((resolve, reject) => {
    const timer =
      ms &&
      setTimeout(() => {
        reject({ errMsg: 'timeout', errno: 5 })
        stop(task)
      }, ms)
    promise.then(resolve, reject).then(() => clearTimeout(timer))
  })

function stop(task) {
  if (task && task.abort) {
    task.abort()
  }
}

/** Calls a function of wx's shape, and ends as its callbacks do, or as its promise where the platform gives one. */
function invoke(adapter, name, options, ms, started) {
  let task
  const ended = new Promise((success, fail) => {
    task = adapter[name](Object.assign({}, options, { success, fail }))
    if (task && task.then) {
      task.then(value => value && success(value), fail)
    }
  })
  if (started) {
    started(task)
  }
  return inTime(ended, ms, task)
}

/** A code of wx.login. */
async function loginCode(adapter, timeout) {
  try {
    return (await invoke(adapter, 'login', { timeout }, timeout + 500)).code
  } catch (cause) {
    throw new WxauthError('wx_login', said(cause), { cause })
  }
}

/** Whether WeChat still holds the session_key; which one the service has, it does not know. */
const keyIsAlive = (adapter, timeout) => invoke(adapter, 'checkSession', {}, timeout).then(() => true, () => false)

/** 32 characters which nobody guesses. Where a platform has no random bytes the skey is still the secret. */
async function randomKey(adapter, random) {
  let bytes = []
  try {
    bytes = random ? await random(16) : (await invoke(adapter, 'getRandomValues', { length: 16 }, 1000)).randomValues
  } catch (e) {}
  bytes = Array.from(new Uint8Array(bytes))
  while (bytes.length < 16) {
    bytes.push(Math.random() * 256)
  }
  return bytes.map(byte => (256 + (byte & 255)).toString(16).slice(1)).join('')
}

module.exports = { sleep, inTime, stop, invoke, loginCode, keyIsAlive, randomKey }
