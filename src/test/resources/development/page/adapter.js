/** What the client library wants of wx, made of what a browser has. WeChat itself is played by the development server. */
import { control } from './control.js'

/** As wx does: callbacks, never a promise. */
const answer = (api, options, work) => {
  const end = (callback, value) => [callback, options.complete].forEach(f => f && f(value))
  work().then(
    value => end(options.success, { errMsg: `${api}:ok`, ...value }),
    failure => end(options.fail, { errMsg: `${api}:fail ${failure.message}`, errno: failure.errno ?? 600001 })
  )
}

const parse = text => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const send = async ({ url, method = 'GET', data, header }, signal) => {
  const body = data === undefined ? undefined : JSON.stringify(data)
  const response = await fetch(url, { method, headers: header, body, signal, cache: 'no-store', credentials: 'omit' })
  return {
    statusCode: response.status,
    header: Object.fromEntries(response.headers),
    cookies: [],
    data: parse(await response.text())
  }
}

const request = options => {
  const stop = new AbortController()
  const late = Object.assign(new Error('timeout'), { errno: 5 })
  const timer = setTimeout(() => stop.abort(late), options.timeout || 60000)
  answer('request', options, () => send(options, stop.signal).finally(() => clearTimeout(timer)))
  return { abort: () => stop.abort(new Error('abort')) }
}

let entered = { path: 'pages/home', query: {}, scene: 1001 }

/** WeChat opens the mini program, or brings it to the front, in this way. */
export const enter = options => {
  entered = options
}

export const adapter = {
  request,
  login: options => answer('login', options, () => control('code')),
  checkSession: options => answer('checkSession', options, () => control('check-session')),
  getStorageSync: key => localStorage.getItem(key) ?? '',
  setStorageSync: (key, value) => localStorage.setItem(key, value),
  removeStorageSync: key => localStorage.removeItem(key),
  getRandomValues: options =>
    answer('getRandomValues', options, async () => ({
      randomValues: crypto.getRandomValues(new Uint8Array(options.length)).buffer
    })),
  getEnterOptionsSync: () => entered
}
