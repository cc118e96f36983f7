/** The access token that the phone holds, decoded. It is not verified here: that is what the service is for. */
import { element } from './elements.js'
import { duration, text } from './texts.js'

const view = document.getElementById('token-view')
const TIMES = ['exp', 'iat', 'nbf', 'auth_time']

const decode = part => {
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes))
}

const shown = (name, value) => {
  if (!TIMES.includes(name)) {
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
  const left = value * 1000 - Date.now()
  const time = new Date(value * 1000).toLocaleTimeString('en-GB')
  return name === 'exp' ? `${time}, ${left > 0 ? text('ends', duration(left)) : text('ended')}` : time
}

const table = (title, members) =>
  element(
    'table',
    {},
    element('caption', {}, title),
    ...Object.entries(members).map(([name, value]) =>
      element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, shown(name, value)))
    )
  )

export const showToken = token => {
  if (!token) {
    view.replaceChildren(text('none'))
    return
  }
  const [header, claims] = token.split('.').map((part, i) => i < 2 && decode(part))
  view.replaceChildren(table('header', header), table('claims', claims))
}
