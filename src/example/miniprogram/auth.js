const { createAuth } = require('wxauth-miniprogram')
const { wxauth, shop } = require('./config')
const tourist = require('./tourist')

/** DevTools without an AppID: no real code can be had, so everything is played on this machine. */
const { appId } = wx.getAccountInfoSync().miniProgram
const isTourist = appId === 'touristappid'

module.exports = createAuth({
  baseUrl: wxauth,
  appid: isTourist ? tourist.appid : appId,
  hosts: [shop.replace('https://', '')],
  device: wx.getDeviceInfo().model,
  adapter: isTourist ? tourist.wx : wx
})
