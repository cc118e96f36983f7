/** A website in the browser. It holds no token: its server does, and knows it by a cookie. */
import { element } from './elements.js'
import { has, text } from './texts.js'

const site = document.getElementById('website')
const state = document.getElementById('site-state')
const who = document.getElementById('site-who')
const said = document.getElementById('site-said')

let shown = { state: 'out' }
let timer

/** What its QR code holds, for who scans it. */
export const address = () => shown.address

const whoIsIn = ({ openid, person, users }) => [
  element('p', {}, openid),
  element('p', {}, `${text('person')} ${person}`),
  ...users.map(user => element('p', { className: 'user' }, `${text(`kind-${user.kind}`)} ${user.appid} ${user.openid}`))
]

export const showWebsite = () => {
  site.dataset.state = shown.state
  state.textContent = text(`site-${shown.state}`)
  who.replaceChildren(...(shown.state === 'in' ? whoIsIn(shown) : []))
  document.getElementById('qr').src = shown.picture || 'data:,'
  document.getElementById('user-code').textContent = shown.user_code || ''
  const named = `site-${shown.error}`
  said.textContent = shown.error ? (has(named) ? text(named) : shown.error) : ''
}

const take = next => {
  clearTimeout(timer)
  shown = next
  if (next.state === 'asking') {
    timer = setTimeout(poll, next.interval * 1000)
  }
  showWebsite()
}

/** Has its server do something, and shows what comes of it. */
export const visit = async name => {
  const response = await fetch(`website/${name}`, { method: 'POST' })
  take(response.ok ? await response.json() : { ...shown, error: 'silent' })
}

/** Whether the user has agreed; an answer that is lost costs nothing. */
const poll = () => visit('poll').catch(() => take(shown))
