/** The sequence picture: a lane for each, and an arrow for each message. */
import { element } from './elements.js'
import { text } from './texts.js'

const LANES = ['other', 'website', 'phone', 'wxauth', 'redis', 'wechat']
const MOST = 400
const PENDING = 1200

const list = document.getElementById('messages')
const detail = document.getElementById('detail')

const showDetail = (row, message) => {
  list.querySelector('.chosen')?.classList.remove('chosen')
  row.classList.add('chosen')
  const time = new Date(message.at).toLocaleTimeString('en-GB')
  const way = `${text(`lane-${message.from}`)} → ${text(`lane-${message.to}`)}`
  detail.textContent = `${time}  ${way}  ${message.text}\n${JSON.stringify(message.detail, null, 2)}`
}

const WIDTH = 100 / LANES.length

/** Lanes stand in the middles of as many parts of the width. */
const place = (arrow, message) => {
  const from = LANES.indexOf(message.from)
  const to = LANES.indexOf(message.to)
  arrow.style.left = `${(Math.min(from, to) + 0.5) * WIDTH}%`
  arrow.style.width = `${Math.abs(from - to) * WIDTH}%`
  arrow.classList.add(from < to ? 'right' : 'left')
}

const row = message => {
  const label = element('button', { type: 'button', className: 'label' }, message.text)
  const arrow = element('div', { className: `arrow ${message.kind}` }, label)
  place(arrow, message)
  const made = element('li', {}, arrow)
  Object.assign(made.dataset, { id: message.id, from: message.from, to: message.to, kind: message.kind })
  label.addEventListener('click', () => showDetail(made, message))
  return made
}

const add = message => {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60
  const made = row(message)
  list.append(made)
  if (message.kind === 'exchange') {
    setTimeout(() => made.dataset.done || made.classList.add('unanswered'), PENDING)
  }
  while (list.children.length > MOST) {
    list.firstChild.remove()
  }
  if (atEnd) {
    list.scrollTop = list.scrollHeight
  }
}

/** An exchange has its answer. */
const complete = ({ id, good, text }) => {
  const made = list.querySelector(`[data-id="${id}"]`)
  if (made) {
    made.dataset.done = good ? 'good' : 'bad'
    made.classList.remove('unanswered')
    made.querySelector('.label').append(element('span', { className: 'answer' }, ` → ${text}`))
  }
}

export const clear = () => {
  list.replaceChildren()
  detail.textContent = ''
}

/** Draws what happens from now on; gives a promise of the first sign of life. */
export const watch = () => {
  for (const lane of LANES) {
    const head = element('span')
    head.dataset.text = `lane-${lane}`
    document.getElementById('lanes').append(head)
  }
  const source = new EventSource('events')
  source.addEventListener('message', event => add(JSON.parse(event.data)))
  source.addEventListener('complete', event => complete(JSON.parse(event.data)))
  return new Promise(resolve => source.addEventListener('open', resolve, { once: true }))
}
