const auth = require('./auth')
const { language } = require('./texts')

/** A sentence for the user about an error. */
const sentence = error => auth.text(error, language)

/** The body of an answer of the shop's, which is an answer whatever its status. */
const body = ({ statusCode, data }, expected) => {
  if (statusCode !== expected) {
    throw Object.assign(new Error('the shop answered ' + statusCode), { code: 'temporarily_unavailable' })
  }
  return data
}

/** Shows an error for a moment. */
const tell = error => {
  console.warn(error)
  wx.showToast({ title: sentence(error), icon: 'none' })
}

/** Does what a tap has asked for; an error is told. Gives whether it went well. */
const attempt = async work => {
  try {
    await work()
    return true
  } catch (error) {
    tell(error)
    return false
  }
}

module.exports = { sentence, body, tell, attempt }
