const zh = {
  home: {
    title: '今日好茶',
    goods: ['西湖龙井 · 明前', '正山小种 · 桐木关', '白毫银针 · 福鼎'],
    hello: '你好',
    roles: '身份',
    guest: '未登录，也可以随便逛逛',
    login: '登录',
    retry: '重试'
  },
  me: {
    guest: '未登录',
    login: '登录',
    retry: '重试',
    profile: '头像与昵称',
    avatar: '更换头像',
    nickName: '点此填写昵称',
    save: '保存',
    saved: '已保存',
    phone: '收货手机号',
    phoneInput: '直接输入，或用右侧按钮',
    phoneButton: '微信填写',
    devices: '登录设备',
    unknown: '未知设备',
    current: '本机',
    seen: '最近使用',
    end: '退出',
    logout: '退出登录',
    everywhere: '退出所有设备',
    everywhereAsk: '所有设备都需要重新登录',
    everywhereUntold: '本机已退出。网络不通，其他设备仍在登录，请稍后重新登录再试',
    erase: '注销账号',
    eraseAsk: '头像、昵称和登录记录将被删除，无法恢复'
  },
  scan: {
    guest: '你已退出登录，登录后即可继续',
    login: '登录',
    retry: '重试',
    asks: '请求用你的账号登录',
    clients: { web: '商城网页版' },
    device: '设备',
    code: '请核对对方屏幕上的代码',
    sameNetwork: '与这部手机在同一网络',
    otherNetwork: '与这部手机不在同一网络，请确认对方就在你面前',
    notLive: '此码并非由相机扫描。别人发来的码，请不要同意',
    left: '秒内有效',
    over: '此码已过期',
    agree: '同意',
    decline: '拒绝',
    notYou: '不是你本人在登录？请点「拒绝」，对方什么也得不到。',
    agreed: '已同意，请看对方屏幕',
    regret: '刚才不是你？在「我的 → 登录设备」里退出那台设备，它立即失效。',
    devices: '查看登录设备',
    declined: '已拒绝',
    none: '请用微信「扫一扫」扫描对方屏幕上的二维码',
    again: '请让对方换一个新的二维码，再扫一次'
  },
  privacy: {
    title: '隐私保护提示',
    before: '使用头像、昵称或手机号之前，请阅读',
    contract: '《隐私保护指引》',
    after: '。不同意也能继续浏览和下单。',
    agree: '同意',
    decline: '不同意'
  }
}

const en = {
  home: {
    title: 'Teas of the day',
    goods: ['Longjing, first picking', 'Lapsang Souchong, Tongmu', 'Silver Needle, Fuding'],
    hello: 'Hello',
    roles: 'Roles',
    guest: 'You are not logged in, and welcome all the same',
    login: 'Log in',
    retry: 'Try again'
  },
  me: {
    guest: 'You are not logged in',
    login: 'Log in',
    retry: 'Try again',
    profile: 'Picture and name',
    avatar: 'Change',
    nickName: 'Your name',
    save: 'Save',
    saved: 'Saved',
    phone: 'Phone for the delivery',
    phoneInput: 'Type it, or use the button',
    phoneButton: 'From WeChat',
    devices: 'Devices',
    unknown: 'Unknown device',
    current: 'This one',
    seen: 'Last used',
    end: 'Log out',
    logout: 'Log out',
    everywhere: 'Log out everywhere',
    everywhereAsk: 'Every device will have to log in again',
    everywhereUntold: 'Logged out here. The others could not be reached: log in and try again',
    erase: 'Delete my account',
    eraseAsk: 'Picture, name and sessions are deleted for good'
  },
  scan: {
    guest: 'You have logged out. Log in to go on',
    login: 'Log in',
    retry: 'Try again',
    asks: 'wants to be logged in as you',
    clients: { web: 'The shop in a browser' },
    device: 'Device',
    code: 'Compare this with the other screen',
    sameNetwork: 'On the same network as this phone',
    otherNetwork: 'Not on the network of this phone: is that screen in front of you?',
    notLive: 'The camera did not read this code. If somebody sent it to you, decline',
    left: 's left',
    over: 'This code is over',
    agree: 'Agree',
    decline: 'Decline',
    notYou: 'Not you? Decline, and the other side gets nothing.',
    agreed: 'Agreed. Look at the other screen',
    regret: 'It was not you? End that device below Me, Devices; it is out at once.',
    devices: 'See my devices',
    declined: 'Declined',
    none: 'Scan the code on the other screen with WeChat',
    again: 'Ask for a new code on the other screen, and scan again'
  },
  privacy: {
    title: 'Your privacy',
    before: 'Before your picture, name or phone number is used, please read the ',
    contract: 'privacy notice',
    after: '. You can look around and order without agreeing.',
    agree: 'Agree',
    decline: 'Decline'
  }
}

const language = /^zh/.test(wx.getAppBaseInfo().language) ? 'zh' : 'en'

module.exports = { language, texts: language === 'zh' ? zh : en }
