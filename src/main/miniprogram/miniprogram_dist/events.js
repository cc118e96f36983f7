/** Those who want to know. One that throws disturbs nobody. */
module.exports = warn => {
  const listeners = { change: [], logged_out: [] }
  const tell = (name, event) =>
    listeners[name].slice().forEach(entry => {
      try {
        entry.listener(event)
      } catch (e) {
        warn(e)
      }
    })
  const events = {
    state: undefined,
    on(name, listener) {
      const entry = { listener }
      listeners[name].push(entry)
      return () => {
        listeners[name] = listeners[name].filter(other => other !== entry)
      }
    },
    changed(state) {
      const left = state === 'logged_out' && events.state !== state
      events.state = state
      tell('change', { state })
      if (left) {
        tell('logged_out', { state })
      }
    }
  }
  return events
}
