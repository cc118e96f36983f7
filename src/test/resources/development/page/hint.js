/** Says what a button has done, and what to do next. */
import { text } from './texts.js'

const hint = document.getElementById('hint')

export const explain = name => {
  hint.dataset.text = `hint-${name}`
  hint.textContent = text(`hint-${name}`)
}
