const auth = require('../../auth')
const { shop } = require('../../config')
const { sentence, body, attempt } = require('../../feedback')
const { texts } = require('../../texts')
const { isTourist, tapPhone } = require('../../tourist')

const OTHERWISE = '/assets/avatar.svg'

const time = seconds => new Date(seconds * 1000).toLocaleString()

const row = session => ({
  id: session.session_id,
  name: session.device || session.client_id || texts.me.unknown,
  seen: time(session.last_seen_at),
  current: session.current
})

/** Whether the user wants that. */
const confirmed = async content => (await wx.showModal({ content })).confirm

Page({
  data: { t: texts.me, state: '', error: '', avatar: OTHERWISE, nickName: '', phone: '', devices: [] },

  onShow() {
    this.load()
  },

  async load() {
    try {
      const [{ avatarUrl, nickName = '' }, sessions] = await Promise.all([auth.profile(), auth.sessions()])
      this.setData({ state: 'in', avatar: avatarUrl || OTHERWISE, nickName, devices: sessions.map(row) })
    } catch (error) {
      const state = error.code === 'invalid_token' ? 'out' : 'failed'
      this.setData({ state, error: sentence(error), avatar: OTHERWISE, nickName: '', phone: '', devices: [] })
    }
  },

  async login() {
    await attempt(() => auth.login())
    await this.load()
  },

  /** WeChat gives a file of this phone, which others can see only where the shop keeps it. */
  async chooseAvatar({ detail }) {
    await attempt(async () => {
      const answer = await auth.uploadFile({ url: shop + '/avatar', filePath: detail.avatarUrl, name: 'avatar' })
      await auth.updateProfile({ avatarUrl: JSON.parse(body(answer, 200)).url })
      this.setData({ avatar: detail.avatarUrl })
    })
  },

  /** The form's value is read when it is sent: WeChat may empty a nickname that it does not like. */
  async saveName({ detail }) {
    const { nickName } = detail.value
    if (await attempt(() => auth.updateProfile({ nickName }))) {
      this.setData({ nickName })
      wx.showToast({ title: this.data.t.saved })
    }
  },

  typePhone({ detail }) {
    this.setData({ phone: detail.value })
  },

  /** Who declines has no code, and types the number. */
  async fillPhone({ detail }) {
    await attempt(async () => {
      const { code } = isTourist ? await tapPhone() : detail
      if (code) {
        this.setData({ phone: (await auth.phone(code)).purePhoneNumber })
      }
    })
  },

  async endDevice({ currentTarget }) {
    await attempt(() => auth.endSession(currentTarget.dataset.id))
    await this.load()
  },

  async logout() {
    await auth.logout()
    await this.load()
  },

  async logoutEverywhere() {
    if (await confirmed(this.data.t.everywhereAsk)) {
      const { told } = await auth.logout({ everywhere: true })
      await this.load()
      if (!told) {
        wx.showModal({ content: this.data.t.everywhereUntold, showCancel: false })
      }
    }
  },

  /** The shop has it erased, since it has its own things to erase, too. */
  async erase() {
    if (await confirmed(this.data.t.eraseAsk)) {
      await attempt(async () => {
        body(await auth.request({ url: shop + '/me', method: 'DELETE' }), 204)
        await auth.logout()
      })
      await this.load()
    }
  }
})
