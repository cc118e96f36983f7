const auth = require('../../auth')
const { shop } = require('../../config')
const { sentence, body, attempt } = require('../../feedback')
const { texts } = require('../../texts')

Page({
  data: { t: texts.home, user: null, guest: false, error: '' },

  onShow() {
    this.load()
  },

  /** The shop asks wxauth who this is; the token goes along by itself. */
  async load() {
    try {
      const user = body(await auth.request({ url: shop + '/me' }), 200)
      this.setData({ user, guest: false, error: '' })
    } catch (error) {
      const guest = error.code === 'invalid_token'
      this.setData({ user: null, guest, error: guest ? '' : sentence(error) })
    }
  },

  async login() {
    await attempt(() => auth.login())
    await this.load()
  },

  async onPullDownRefresh() {
    await this.load()
    wx.stopPullDownRefresh()
  }
})
