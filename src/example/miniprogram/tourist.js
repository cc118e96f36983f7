const { wxauth, shop } = require('./config')

/** DevTools without an AppID: no real code can be had, so everything is played on this machine. */
const isTourist = wx.getAccountInfoSync().miniProgram.appId === 'touristappid'

/** Where the README's commands start what stands behind these addresses. */
const HERE = {
  [wxauth]: 'http://127.0.0.1:8080',
  [shop]: 'http://127.0.0.1:3000'
}

/** The mini program that the stand-in knows. */
const appid = 'wx0123456789abcdef'

const here = options => {
  const [origin] = /^\w+:\/\/[^/]+/.exec(options.url)
  return Object.assign({}, options, { url: options.url.replace(origin, HERE[origin]) })
}

/** A code, as the stand-in for WeChat makes them: `code` of wx.login, `phone-code` of the button. */
const ask = (kind, { success, fail }) =>
  wx.request({
    url: `http://127.0.0.1:8070/simulator/${kind}?appid=${appid}&user=tourist&phone=13800000000`,
    method: 'POST',
    success: ({ data }) => success({ code: data }),
    fail
  })

/** wx, with what the stand-in plays of it. Defined and not assigned: wx need not let its own be changed. */
const play = () =>
  Object.create(
    wx,
    Object.getOwnPropertyDescriptors({
      login: options => ask('code', options),
      checkSession: ({ success }) => success({}),
      request: options => wx.request(here(options)),
      uploadFile: options => wx.uploadFile(here(options))
    })
  )

/** What a tap on the phone button gives. */
const tapPhone = () => new Promise((success, fail) => ask('phone-code', { success, fail }))

module.exports = { isTourist, appid, play, tapPhone }
