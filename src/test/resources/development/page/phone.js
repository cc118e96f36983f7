/** The mini program: it runs the real client library, by the adapter. */
import './library.js'
import { adapter } from './adapter.js'
import { require } from './loader.js'
import { current, text } from './texts.js'

const { createAuth } = require('./index')

export const auth = createAuth({
  baseUrl: location.origin,
  appid: 'wx0123456789abcdef',
  adapter,
  device: 'phone of the page'
})

/** What the library has stored, as a thief would find it. */
export const record = () => {
  try {
    return JSON.parse(localStorage.getItem('wxauth')).v1 || {}
  } catch {
    return {}
  }
}

const state = document.getElementById('state')
const who = document.getElementById('who')
const said = document.getElementById('said')

/** Shows where the phone stands. */
export const showPhone = () => {
  const { skey, out, who: { openid = '', sessionId = '' } = {} } = record()
  const isIn = Boolean(skey && !out)
  state.textContent = text(isIn ? 'logged_in' : 'logged_out')
  state.dataset.state = isIn ? 'logged_in' : 'logged_out'
  who.textContent = isIn ? `${openid}\n${sessionId}` : ''
}

const plain = error => auth.text(error, current())

/** Runs one of the library's calls, and says how it ended, as a mini program would tell its user. */
export const say = async (call, sentence = plain) => {
  said.dataset.outcome = ''
  said.textContent = text('sending')
  try {
    await call()
    said.dataset.outcome = 'ok'
    said.textContent = text('done')
  } catch (error) {
    said.dataset.outcome = error.code || 'fault'
    said.textContent = `${sentence(error)} (${error.code})`
  }
}
