/** Those who want to know. One that throws disturbs nobody. */
module.exports = warn => {
  const listeners = { change: [], logged_out: [] }

  const tell = (name, event) =>
    listeners[name].slice().forEach(({ listener }) => {
      try {
        listener(event)
      } catch (e) {
        warn(e)
      }
    })

  const events = {
    on(name, listener) {
      const entry = { listener }
      listeners[name].push(entry)
      return () => {
        listeners[name] = listeners[name].filter(other => other !== entry)
      }
    },
    /** `isIn`: whether there is a session. */
    changed(isIn) {
      const event = { state: isIn ? 'logged_in' : 'logged_out' }
      const left = !isIn && events.isIn
      events.isIn = isIn
      tell('change', event)
      if (left) {
        tell('logged_out', event)
      }
    }
  }
  return events
}
