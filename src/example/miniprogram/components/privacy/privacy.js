const { texts } = require('../../texts')

/** Asks before WeChat hands out anything personal, and only then: when the user uses what needs it. */
Component({
  data: { t: texts.privacy, shown: false },

  lifetimes: {
    attached() {
      this.waiting = []
      wx.onNeedPrivacyAuthorization(resolve => {
        this.waiting.push(resolve)
        this.setData({ shown: true })
      })
    }
  },

  methods: {
    /** Comes after WeChat has seen the tap on the button of this id. */
    agree() {
      this.answer({ event: 'agree', buttonId: 'agree' })
    },

    decline() {
      this.answer({ event: 'disagree' })
    },

    answer(decision) {
      this.setData({ shown: false })
      this.waiting.splice(0).forEach(resolve => resolve(decision))
    },

    read() {
      wx.openPrivacyContract()
    },

    /** What lies behind is not scrolled. */
    hold() {}
  }
})
