const { createAuth } = require('wxauth-miniprogram')
const { wxauth, shop } = require('./config')
const { isTourist, appid, play } = require('./tourist')

module.exports = createAuth({
  baseUrl: wxauth,
  appid: isTourist ? appid : wx.getAccountInfoSync().miniProgram.appId,
  hosts: [shop.replace('https://', '')],
  device: wx.getDeviceInfo().model,
  adapter: isTourist ? play() : wx
})
