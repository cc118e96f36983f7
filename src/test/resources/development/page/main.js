/** Puts the page together. */
import { control } from './control.js'
import { button, element } from './elements.js'
import { explain } from './hint.js'
import { auth, record, say, showPhone } from './phone.js'
import { clear, watch } from './picture.js'
import { agree, decline, scan, scanToo, showScan } from './scan.js'
import { showStored } from './stored.js'
import { current, switchLanguage, text, translate } from './texts.js'
import { showToken } from './token.js'
import { showWebsite, visit } from './website.js'

const errcode = document.getElementById('errcode')
const ERRCODES = ['calm', '-1', '40029', '40163', '40226', '45011', '40125', '45009', 'silence']

const show = () => {
  showPhone()
  showScan()
  showToken(record().token)
  return showStored().catch(() => {})
}

/** A button of the phone's own. */
const own = (name, call) => button(name, () => say(call).then(show))

/** A button of the world's: does it, explains it, and lets the phone do what shows it. */
const worlds = (name, data, then) =>
  button(name, async () => {
    explain(name)
    await control(name, data())
    await (then ? say(then) : Promise.resolve())
    await show()
  })

/** A button of what the phone and the website have to do with each other: does it, and explains it. */
const told = (name, call) =>
  button(name, async () => {
    explain(name)
    await call()
    await show()
  })

/** The same, done by the website's server. */
const sites = name =>
  button(`site-${name}`, async () => {
    explain(`site-${name}`)
    await visit(name)
    await show()
  })

const nothing = () => ({})
const refresh = () => (record().skey ? auth.refresh() : auth.login())

const freezing = () => {
  const made = button('freeze', async () => {
    const frozen = made.dataset.text === 'freeze'
    explain(made.dataset.text)
    await control('redis', { frozen })
    made.dataset.text = frozen ? 'thaw' : 'freeze'
    made.textContent = text(made.dataset.text)
    await show()
  })
  return made
}

const trouble = () =>
  button('wechat', async () => {
    explain(errcode.value === 'calm' ? 'calm' : 'wechat')
    await control('wechat', { trouble: errcode.value })
    await say(() => auth.login())
    await show()
  })

const put = (id, ...buttons) => document.getElementById(id).append(...buttons)

put(
  'phone-buttons',
  own('login', () => auth.login()),
  own('refresh', () => auth.refresh()),
  own('ask', () => auth.session()),
  own('logout', () => auth.logout())
)
put(
  'world-buttons',
  worlds('lose', nothing, refresh),
  worlds('elsewhere', nothing),
  worlds('steal', () => ({ skey: record().skey })),
  worlds('signing-key', nothing),
  worlds('master-key', nothing),
  worlds('app-secret', nothing),
  freezing()
)
put('scan-buttons', told('decline', decline), told('agree', agree))
put('out-buttons', sites('begin'), sites('by-wechat'))
put(
  'asking-buttons',
  told('scan', () => scan(1011)),
  told('scan-picture', () => scan(1012)),
  told('scan-too', scanToo)
)
put('in-buttons', sites('show'), sites('refresh'), sites('logout'), sites('end-person'))
errcode.append(...ERRCODES.map(value => element('option', { value }, value)))
put('trouble-button', trouble())
put('clear', button('clear', clear))

const named = () => {
  translate()
  document.getElementById('language').textContent = text('language')
  for (const option of errcode.options) {
    option.textContent = /\d/.test(option.value) ? `errcode ${option.value}` : text(option.value)
  }
  showWebsite()
  return show()
}

document.getElementById('language').addEventListener('click', () => {
  switchLanguage()
  named()
})

auth.on('change', show)
await watch()
await named()
await visit('show')
await say(() => auth.start())
await show()
setInterval(show, 2000)
document.documentElement.dataset.ready = current()
