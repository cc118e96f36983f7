/** Puts the page together. */
import { control } from './control.js'
import { button, element } from './elements.js'
import { auth, record, say, showPhone } from './phone.js'
import { clear, watch } from './picture.js'
import { showStored } from './stored.js'
import { current, switchLanguage, text, translate } from './texts.js'
import { showToken } from './token.js'

const hint = document.getElementById('hint')
const errcode = document.getElementById('errcode')
const ERRCODES = ['calm', '-1', '40029', '40163', '40226', '45011', '40125', '45009', 'silence']

const show = () => {
  showPhone()
  showToken(record().token)
  return showStored().catch(() => {})
}

const explain = name => {
  hint.dataset.text = name
  hint.textContent = text(name)
}

/** A button of the phone's own. */
const own = (name, call) => button(name, () => say(call).then(show))

/** A button of the world's: does it, explains it, and lets the phone do what shows it. */
const worlds = (name, data, then) =>
  button(name, async () => {
    explain(`hint-${name}`)
    await control(name, data())
    await (then ? say(then) : Promise.resolve())
    await show()
  })

const nothing = () => ({})
const refresh = () => (record().skey ? auth.refresh() : auth.login())

const freezing = () => {
  const made = button('freeze', async () => {
    const frozen = made.dataset.text === 'freeze'
    explain(`hint-${made.dataset.text}`)
    await control('redis', { frozen })
    made.dataset.text = frozen ? 'thaw' : 'freeze'
    made.textContent = text(made.dataset.text)
    await show()
  })
  return made
}

const trouble = () =>
  button('wechat', async () => {
    explain(errcode.value === 'calm' ? 'hint-calm' : 'hint-wechat')
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
errcode.append(...ERRCODES.map(value => element('option', { value }, value)))
put('trouble-button', trouble())
put('clear', button('clear', clear))

const named = () => {
  translate()
  document.getElementById('language').textContent = text('language')
  for (const option of errcode.options) {
    option.textContent = /\d/.test(option.value) ? `errcode ${option.value}` : text(option.value)
  }
  return show()
}

document.getElementById('language').addEventListener('click', () => {
  switchLanguage()
  named()
})

auth.on('change', show)
await watch()
await named()
await say(() => auth.start())
await show()
setInterval(show, 2000)
document.documentElement.dataset.ready = current()
