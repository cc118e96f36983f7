{
  const { inTime, lost } = require('./errors')

  /** Goes on with a value, or with a promise's. At once where it can: no other runtime writes in between then. */
  const after = (start, done, failed) => {
    let value
    try {
      value = start()
    } catch (e) {
      return failed(e)
    }
    return value && value.then ? inTime(value, 3000).then(done, failed) : done(value)
  }

  /** What was stored, or an empty record where that is nothing of ours. */
  const parse = text => {
    try {
      return JSON.parse(text).v1 || {}
    } catch (e) {
      return {}
    }
  }

  /**
   * One record under one key, always written whole:
   * `skey, token, at, life, who` · `key`, the Idempotency-Key of the refresh that this skey is sent with · `login`, one
   * that has begun: its key and its body, the code in it · `out`, the user has logged out.
   *
   * Nothing fails because of the storage. What could not be written is kept in memory, and wins until a write succeeds.
   */
  module.exports = (storage, name, warn) => {
    let behind
    let tail = Promise.resolve()

    const troubled = cause => warn(lost(cause, 'storage'))

    const read = then =>
      behind
        ? then()
        : after(
            () => storage.get(name),
            text => {
              store.record = parse(text)
              return then()
            },
            cause => {
              troubled(cause)
              return then()
            }
          )

    const write = record => {
      store.record = record
      return after(
        () => storage.set(name, JSON.stringify({ v1: record })),
        () => {
          behind = store.stale = false
          return record
        },
        cause => {
          troubled(cause)
          behind = true
          return remove(record)
        }
      )
    }

    /** An old skey that stays behind would be taken for a thief's when it is sent one day. */
    const remove = record => {
      const removed = stale => () => {
        store.stale = stale
        return record
      }
      return after(() => storage.remove(name), removed(false), removed(true))
    }

    /** Reads, changes and writes, one after the other; `change` gives the same record back to leave it. Gives what then holds. */
    const update = change => {
      const run = () =>
        read(() => {
          const next = change(store.record)
          return next === store.record ? next : write(next)
        })
      return (tail = tail.then(run, run))
    }

    const store = { record: {}, stale: false, update }
    return store
  }
}
