const { createAuth } = require('wxauth-miniprogram')
const { wxauth, shop } = require('./config')

/** DevTools without an AppID: no real code can be had, so everything is played on this machine. */
const isTourist = wx.getAccountInfoSync().miniProgram.appId === 'touristappid'

module.exports = createAuth({
  baseUrl: wxauth,
  hosts: [shop.replace('https://', '')],
  device: wx.getDeviceInfo().model,
  adapter: isTourist ? require('./tourist') : wx
})
