const auth = require('../../auth')
const { sentence, tell, attempt } = require('../../feedback')
const { texts } = require('../../texts')

/** What helps: to log in, a new code on the other screen, or to try once more. */
const stateAfter = ({ code, live }) => {
  if (code === 'invalid_token') {
    return 'out'
  }
  return live === false || /^(not_found|conflict)$/.test(code) ? 'over' : 'failed'
}

/** WeChat opens this page when somebody scans a code below the address that is registered as a plain-link rule. */
Page({
  data: { t: texts.scan, state: '', asks: null, who: '', left: 0, error: '' },

  async onLoad() {
    await this.load()
  },

  onUnload() {
    clearTimeout(this.timer)
  },

  /** Asking twice about one code does no harm. */
  async load() {
    try {
      // The object itself: a copy, as setData makes one, has no ticket.
      this.asked = await auth.scan()
      if (this.asked) {
        this.ask(this.asked)
      } else {
        this.show('none')
      }
    } catch (error) {
      this.fail(error)
    }
  },

  ask(asks) {
    this.end = Date.now() + asks.expiresIn * 1000
    this.show('asked', { asks, who: texts.scan.clients[asks.clientId] || asks.clientId })
    this.countDown()
  },

  /** By the clock, since timers stand still in the background. */
  countDown() {
    const left = Math.ceil((this.end - Date.now()) / 1000)
    if (left > 0) {
      this.setData({ left })
      this.timer = setTimeout(() => this.countDown(), 1000)
    } else {
      this.show('over', { error: this.data.t.over })
    }
  },

  /** Nothing is counted but where the user is asked. */
  show(state, more) {
    clearTimeout(this.timer)
    this.setData(Object.assign({ state }, more))
  },

  fail(error) {
    this.show(stateAfter(error), { error: sentence(error) })
  },

  async login() {
    await attempt(() => auth.login())
    await this.load()
  },

  async agree() {
    await this.decide('approve', 'agreed')
  },

  async decline() {
    await this.decide('deny', 'declined')
  },

  /** Where a second tap may help, the buttons stay. */
  async decide(decision, decided) {
    try {
      await auth[decision](this.asked)
      this.show(decided)
    } catch (error) {
      stateAfter(error) === 'failed' ? tell(error) : this.fail(error)
    }
  },

  showDevices() {
    wx.switchTab({ url: '/pages/me/me' })
  }
})
