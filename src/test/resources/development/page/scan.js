/** The mini program's page that WeChat opens by a scanned code: who asks, and the user's answer. */
import { enter } from './adapter.js'
import { control } from './control.js'
import { element } from './elements.js'
import { auth, say } from './phone.js'
import { current, text } from './texts.js'
import { address } from './website.js'

const page = document.getElementById('asked')
const phone = document.getElementById('phone')

let asked = null

const ticket = () => address().split('/').pop()

/** Where the service refuses a scan, the reason is the scene or the code, and not the user. */
const sentence = error =>
  ({ access_denied: text('scan-refused'), not_found: text('scan-gone') })[error.code] || auth.text(error, current())

export const showScan = () => {
  phone.dataset.asked = Boolean(asked)
  page.replaceChildren(
    ...(asked
      ? [
          element('p', {}, element('strong', {}, asked.clientId), ` ${text('asks')}`),
          element('p', {}, asked.device),
          element('p', { className: 'code' }, asked.userCode),
          element('p', {}, text(asked.sameNetwork ? 'same-network' : 'other-network'))
        ]
      : [])
  )
}

/** WeChat opens the mini program by the website's code: 1011 from the camera, 1012 by a long press on a picture. */
export const scan = scene =>
  say(async () => {
    asked = null
    await control('scanned', { ticket: ticket(), scene })
    enter({ path: 'pages/scan', query: { q: encodeURIComponent(address()) }, scene })
    asked = await auth.scan()
  }, sentence)

/** Another user points a camera at the same code. */
export const scanToo = () => control('scan-too', { ticket: ticket() })

const decide = decision =>
  say(async () => {
    const request = asked
    asked = null
    await auth[decision](request)
  }, sentence)

export const agree = () => decide('approve')
export const decline = () => decide('deny')
