/** Every word of the page, Chinese and English. */
const TEXTS = {
  title: ['看 wxauth 如何工作', 'wxauth at work'],
  lead: [
    '左边是运行真实客户端库的小程序，右边是它与 wxauth、Redis、微信之间的消息。所有按钮都作用于真实的服务。',
    'A mini program that runs the real client library, and what it, wxauth, Redis and WeChat say to each other. Every button does the real thing to the real service.'
  ],
  language: ['English', '中文'],
  phone: ['小程序', 'Mini program'],
  world: ['周围的世界', 'The world around it'],
  picture: ['消息', 'Messages'],
  token: ['访问令牌', 'The access token'],
  stored: ['Redis 中的数据', 'What Redis holds'],
  answers: ['微信的回答', 'WeChat answers'],
  clear: ['清空', 'Clear'],
  logged_in: ['已登录', 'Logged in'],
  logged_out: ['未登录', 'Logged out'],
  none: ['没有', 'None'],
  ends: ['剩余 {0}', '{0} left'],
  ended: ['已过期', 'expired'],
  forever: ['永久', 'no end'],
  frozen: ['Redis 已冻结，没有回答。', 'Redis is frozen and does not answer.'],
  sealed: ['密封', 'sealed'],
  others: ['其他键', 'Other keys'],
  done: ['成功', 'Done'],
  sending: ['请稍候…', 'One moment…'],
  seconds: ['{0} 秒', '{0} s'],
  minutes: ['{0} 分', '{0} min'],
  hours: ['{0} 小时', '{0} h'],
  days: ['{0} 天', '{0} d'],
  'lane-other': ['他人', 'Others'],
  'lane-phone': ['小程序', 'Mini program'],
  'lane-wxauth': ['wxauth', 'wxauth'],
  'lane-redis': ['Redis', 'Redis'],
  'lane-wechat': ['微信', 'WeChat'],
  login: ['登录', 'Log in'],
  refresh: ['刷新', 'Refresh'],
  ask: ['查询会话', 'My session'],
  logout: ['退出登录', 'Log out'],
  lose: ['丢失回答', 'Lose the answer'],
  elsewhere: ['在别处退出', 'Log out elsewhere'],
  steal: ['窃取 skey', 'Steal the skey'],
  'signing-key': ['轮换签名密钥', 'Rotate the signing key'],
  'app-secret': ['轮换 AppSecret', 'Rotate the AppSecret'],
  'master-key': ['轮换主密钥', 'Rotate the master key'],
  freeze: ['冻结 Redis', 'Freeze Redis'],
  thaw: ['解冻 Redis', 'Thaw Redis'],
  wechat: ['让微信这样回答', 'Answer so'],
  calm: ['正常', 'as it should'],
  silence: ['没有回答', 'nothing at all'],
  'hint-lose': [
    '服务已经完成刷新，但回答丢失了。客户端库用同一个 Idempotency-Key 再问一次，得到同样的结果，用户不会掉线。',
    'The service did refresh, but its answer was lost. The library asks again with the same Idempotency-Key and gets the same answer: nobody is logged out.'
  ],
  'hint-elsewhere': [
    '另一部手机结束了该用户的所有会话。现在点「查询会话」：401，刷新被拒绝，客户端库静默地重新登录。',
    'Another phone ended all of this user\'s sessions. Now ask for the session: 401, the refresh is refused, and the library silently logs in anew.'
  ],
  'hint-steal': [
    '小偷用偷来的 skey 刷新了一次。5 秒（生产环境为 60 秒）内你刷新，会被宽恕（得到同一个后继）；之后刷新，就是盗用：会话结束，小偷手里的也随之失效，客户端库静默地重新登录。',
    'A thief refreshed with a copy of the skey. Refresh within 5 s (60 s in production) and you are forgiven (the same successor). Refresh later and it is theft: the session ends, the thief\'s copy with it, and the library silently logs in anew.'
  ],
  'hint-signing-key': [
    '新密钥已放在最前面；服务一两秒内读到，再过 2 秒（生产环境为 10 分钟）开始用它签名。之后刷新，看令牌的 kid；旧令牌仍然有效。',
    'The new key stands in front. The service reads it within a second or two and signs with it 2 s later (10 minutes in production). Refresh then, and see the token\'s kid change; the old token stays good.'
  ],
  'hint-app-secret': [
    '微信和服务同时换了 AppSecret，服务无需重启。现在登录，仍然成功。',
    'WeChat and the service have a new AppSecret, and nothing was restarted. Log in now: it works.'
  ],
  'hint-master-key': [
    '新主密钥已放在最前面。旧的 skey 仍可用；下一次登录写入 Redis 的内容用新密钥密封（看密封文本开头的密钥编号）。',
    'The new master key stands in front. Old skeys stay good; what the next login writes into Redis is sealed under the new key.'
  ],
  'hint-freeze': [
    'Redis 不再回答。服务在 2 秒内以 503 回答，而不是让人一直等。试试「查询会话」，再解冻。',
    'Redis answers nothing any more. The service says 503 within 2 s rather than let anybody wait. Ask for the session, then thaw it.'
  ],
  'hint-thaw': ['Redis 恢复了，服务自行重新连接。', 'Redis goes on, and the service finds it again by itself.'],
  'hint-wechat': [
    '微信从现在起这样回答，直到选择「正常」。登录会失败；刷新不需要微信，仍然成功。',
    'WeChat answers so from now on, until you choose "as it should". A login fails; a refresh needs no WeChat and works.'
  ],
  'hint-calm': ['微信恢复正常。', 'WeChat answers as it should again.']
}

let language = localStorage.getItem('page-language') || (/^zh/.test(navigator.language) ? 'zh' : 'en')

export const current = () => language

/** The text in the page's language, with what belongs in its places. */
export const text = (name, ...values) =>
  TEXTS[name][language === 'zh' ? 0 : 1].replace(/\{(\d)\}/g, (place, i) => values[i])

export const has = name => name in TEXTS

export const switchLanguage = () => {
  language = language === 'zh' ? 'en' : 'zh'
  localStorage.setItem('page-language', language)
}

/** Names in the page's language all elements that say which text they have. */
export const translate = () => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = text('title')
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text)
  }
}

/** How long that is, in its largest unit. */
export const duration = ms => {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const units = [['days', 86400], ['hours', 3600], ['minutes', 60], ['seconds', 1]]
  const [unit, size] = units.find(([, size]) => seconds >= 2 * size) || units[3]
  return text(unit, Math.floor(seconds / size))
}
