/** A new element with these properties and children. */
export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

/** A button that a click runs `action` by, and that says so while it runs. */
export const button = (id, action) => {
  const made = element('button', { type: 'button', id: `do-${id}` })
  made.dataset.text = id
  made.addEventListener('click', async () => {
    made.disabled = true
    try {
      await action()
    } finally {
      made.disabled = false
    }
  })
  return made
}
