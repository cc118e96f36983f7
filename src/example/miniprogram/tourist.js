const { wxauth, shop } = require('./config')

/** Where the README's commands start what stands behind these addresses. */
const HERE = {
  [wxauth]: 'http://127.0.0.1:8080',
  [shop]: 'http://127.0.0.1:3000'
}

const CODES = 'http://127.0.0.1:8070/simulator/code?user=tourist'

const here = options => {
  const [origin] = /^https:\/\/[^/]+/.exec(options.url)
  return Object.assign({}, options, { url: options.url.replace(origin, HERE[origin]) })
}

/** WeChat as the stand-in plays it, for who has no AppID yet. A program that has one never comes here. */
module.exports = Object.assign(Object.create(wx), {
  login: ({ success, fail }) =>
    wx.request({ url: CODES, method: 'POST', success: ({ data }) => success({ code: data.trim() }), fail }),
  checkSession: ({ success }) => success({}),
  request: options => wx.request(here(options)),
  uploadFile: options => wx.uploadFile(here(options))
})
