{
  const { inTime, lost } = require('./errors')

  /** Runs steps that give values, or promises of them. At once where it can: no other runtime writes in between then. */
  const run = (steps, how, given) => {
    const { value, done } = steps[how](given)
    if (done) {
      return value
    }
    const go = kept => run(steps, 'next', kept)
    return value && value.then ? inTime(value, 3000).then(go, cause => run(steps, 'throw', cause)) : go(value)
  }

  /** The record that was stored; nothing where that is none of ours. */
  const parse = text => {
    try {
      return JSON.parse(text).v1
    } catch (e) {}
  }

  /** What a storage gives that fails. */
  const FAILED = {}

  /**
   * One record under one key, always written whole:
   * `skey, token, at, life, who` · `key`, the Idempotency-Key of the refresh that this skey is sent with · `login`, one
   * that has begun: its key and its body, the code in it · `out`, the user has logged out.
   *
   * Nothing fails because of the storage. What could not be written is kept in memory, and wins for as long as the storage
   * holds what it held before, or no record: every other is newer.
   */
  module.exports = (adapter, { storage, storageKey }, warn) => {
    /** The text that was read last, and whether memory has what could not be written since. */
    let seen
    let behind
    let tail = Promise.resolve()

    const attempt = function* (call, text) {
      try {
        return yield storage ? storage[call](storageKey, text) : adapter[call + 'StorageSync'](storageKey, text)
      } catch (cause) {
        warn(lost(cause, 'storage'))
        return FAILED
      }
    }

    /** A fault may be over at once. */
    const read = function* () {
      let text = yield* attempt('get')
      if (text === FAILED) {
        text = yield* attempt('get')
      }
      const found = parse(text)
      if (text !== FAILED && !(behind && (!found || text === seen))) {
        behind = store.stale = false
        seen = text
        store.record = found || {}
      }
    }

    /** Reads back what it wrote: some storages drop that without a word, and what was written is newer. */
    const write = function* (text) {
      behind = true
      if (seen === text) {
        seen = ''
      }
      yield* attempt('set', text)
      yield* read()
      if (behind) {
        // An old skey that stays behind would be taken for a thief's when it is sent one day. Who cannot look believes so.
        yield* attempt('remove')
        store.stale = !!(yield* attempt('get'))
      }
    }

    const turn = function* (change) {
      yield* read()
      const { record } = store
      store.record = change(record)
      if (store.record !== record) {
        yield* write(JSON.stringify({ v1: store.record }))
      }
      return store.record
    }

    /** Reads, changes and writes, one after the other; `change` gives the same record back to leave it. Gives what then holds. */
    const update = change => {
      const take = () => run(turn(change), 'next')
      return (tail = tail.then(take, take))
    }

    const store = { record: {}, stale: false, update }
    return store
  }
}
