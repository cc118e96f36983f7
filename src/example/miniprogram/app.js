const auth = require('./auth')

App({
  onLaunch() {
    auth.start().catch(console.warn)
  }
})
