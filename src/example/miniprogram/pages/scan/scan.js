const auth = require('../../auth')
const { sentence, attempt } = require('../../feedback')
const { texts } = require('../../texts')

/** WeChat opens this page when somebody scans a code below the address that is registered as a plain-link rule. */
Page({
  data: { t: texts.scan, state: '', asks: null, who: '', error: '' },

  async onLoad() {
    try {
      // The object itself: a copy, as setData makes one, has no ticket.
      this.asked = await auth.scan()
      const { clientId } = Object(this.asked)
      this.setData({ state: this.asked ? 'asked' : 'none', asks: this.asked, who: texts.scan.clients[clientId] || clientId })
    } catch (error) {
      this.setData({ state: 'failed', error: sentence(error) })
    }
  },

  async agree() {
    if (await attempt(() => auth.approve(this.asked))) {
      this.setData({ state: 'agreed' })
    }
  },

  async decline() {
    if (await attempt(() => auth.deny(this.asked))) {
      this.setData({ state: 'declined' })
    }
  },

  showDevices() {
    wx.switchTab({ url: '/pages/me/me' })
  }
})
