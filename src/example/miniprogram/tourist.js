const { wxauth, shop } = require('./config')

/** Where the README's commands start what stands behind these addresses. */
const HERE = {
  [wxauth]: 'http://127.0.0.1:8080',
  [shop]: 'http://127.0.0.1:3000'
}

/** The mini program that the stand-in knows. */
const appid = 'wx0123456789abcdef'

const CODES = `http://127.0.0.1:8070/simulator/code?appid=${appid}&user=tourist`

const here = options => {
  const [origin] = /^https:\/\/[^/]+/.exec(options.url)
  return Object.assign({}, options, { url: options.url.replace(origin, HERE[origin]) })
}

/** WeChat as the stand-in plays it, for who has no AppID yet. */
const played = Object.assign(Object.create(wx), {
  login: ({ success, fail }) =>
    wx.request({ url: CODES, method: 'POST', success: ({ data }) => success({ code: data.trim() }), fail }),
  checkSession: ({ success }) => success({}),
  request: options => wx.request(here(options)),
  uploadFile: options => wx.uploadFile(here(options))
})

module.exports = { appid, wx: played }
