/**
 * How long a token lives yet, by a phone's date that may be wrong by years: only differences count. Where the date was put
 * back they tell nothing, and a token from before is taken for old.
 */
module.exports = now => {
  let latest = now()
  let distrusted

  return record => {
    const time = now()
    if (time < latest) {
      distrusted = record.token
    }
    latest = time
    const age = time - record.at
    return record.token && record.token !== distrusted && age >= 0 ? record.life - age : 0
  }
}
