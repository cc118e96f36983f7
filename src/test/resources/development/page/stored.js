/** What Redis holds: of this user, and beside it. */
import { element } from './elements.js'
import { duration, text } from './texts.js'

const view = document.getElementById('stored-view')

const life = ttl => (ttl < 0 ? text('forever') : text('ends', duration(ttl)))

const entry = ({ key, ttl, fields }) =>
  element(
    'table',
    {},
    element('caption', {}, element('code', {}, key), element('small', {}, ` ${life(ttl)}`)),
    ...fields.map(([name, value]) =>
      element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value))
    )
  )

/** Asks anew and shows it; a selection or an opened list outlives it where nothing has changed. */
export const showStored = async () => {
  const { frozen, keys } = await (await fetch('stored')).json()
  if (frozen) {
    view.replaceChildren(text('frozen'))
    return
  }
  const mine = keys.filter(key => key.mine)
  const others = keys.filter(key => !key.mine)
  const open = view.querySelector('details')?.open ?? false
  view.replaceChildren(
    ...(mine.length ? mine.map(entry) : [element('p', {}, text('none'))]),
    element('details', { open }, element('summary', {}, `${text('others')} (${others.length})`), ...others.map(entry))
  )
}
