/** Every word of the page, Chinese and English. */
const TEXTS = {
  title: ['看 wxauth 如何工作', 'wxauth at work'],
  lead: [
    '运行真实客户端库的小程序、一个网站，以及它们与 wxauth、Redis、微信之间的消息。所有按钮都作用于真实的服务。',
    'A mini program that runs the real client library, a website, and what they, wxauth, Redis and WeChat say to each other. Every button does the real thing.'
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
  'lane-website': ['网站', 'Website'],
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
  website: ['网站', 'Website'],
  'site-out': ['未登录', 'Not logged in'],
  'site-asking': ['请用手机扫码', 'Scan it with the phone'],
  'site-in': ['已登录', 'Logged in'],
  person: ['人', 'Person'],
  'kind-miniprogram': ['小程序', 'mini program'],
  'kind-official': ['公众号', 'official account'],
  'kind-website': ['网站', 'website'],
  'kind-mobile': ['手机 App', 'mobile app'],
  asks: ['请求用你的账号登录', 'asks to log in with your account'],
  'same-network': ['与这部手机在同一网络', 'In the same network as this phone'],
  'other-network': ['与这部手机不在同一网络', 'Not in the network of this phone'],
  agree: ['同意', 'Agree'],
  decline: ['拒绝', 'Decline'],
  scan: ['用手机扫码', 'Scan with the phone'],
  'scan-picture': ['打开别人发来的图片', 'Open a picture of it'],
  'scan-too': ['让另一位用户也来扫', 'Another user scans it'],
  'scan-refused': ['请直接扫对方的屏幕', 'Scan the other screen itself, please'],
  'scan-gone': ['二维码已失效', 'This code is of no use any more'],
  'site-begin': ['用小程序登录', 'Log in by the mini program'],
  'site-by-wechat': ['用微信登录', 'Log in by WeChat'],
  'site-show': ['我是谁', 'Who am I'],
  'site-refresh': ['刷新', 'Refresh'],
  'site-logout': ['退出登录', 'Log out'],
  'site-end-person': ['结束此人的所有会话', 'End all of this person\'s'],
  'site-ended': ['会话已结束', 'The session has ended'],
  'site-access_denied': ['用户拒绝了登录', 'The user has declined'],
  'site-expired_token': ['二维码已过期，请换一个', 'The code has expired: take a new one'],
  'site-silent': ['服务没有回答', 'The service does not answer'],
  'hint-site-begin': [
    '网站的后端以自己的身份申请登录（RFC 8628），把 verification_uri_complete 画成二维码。令牌留在后端，浏览器只有 Cookie。后端每 3 秒询问一次。',
    'The website\'s server asks as a client with a secret (RFC 8628), and has verification_uri_complete drawn as a QR code. Tokens stay with the server, the browser has a cookie. The server polls every 3 s.'
  ],
  'hint-scan': [
    '相机扫码，场景值 1011：微信打开小程序，小程序显示是谁、从哪里请求登录。请核对代码，再同意或拒绝。',
    'By the camera, scene 1011: WeChat opens the mini program, which shows who asks and from where. Compare the code; then agree or decline.'
  ],
  'hint-scan-picture': [
    '长按别人发来的图片，场景值 1012：钓鱼者正是这样让受害者「扫」他自己屏幕上的码。服务只接受相机扫码（WXAUTH_DEVICE_LIVE_SCAN=required），以 403 拒绝；二维码仍可照常扫。',
    'By a long press on a picture that was sent, scene 1012: so a phisher has a victim open the code of his own screen. The service takes live scans alone (WXAUTH_DEVICE_LIVE_SCAN is required) and says 403. The code itself is as good as before.'
  ],
  'hint-scan-too': [
    '另一位用户也扫了这个码。谁先扫，请求就属于谁，其余的人得到 404。你若还没扫，现在扫的就是别人的了。',
    'Another user scans the same code. Who scans first owns the request, and everybody else is told 404: after your scan the other user, before it you.'
  ],
  'hint-agree': [
    '已同意。网站的后端下一次询问时拿到自己的会话，最多等 3 秒。',
    'Agreed. The website\'s server gets a session of its own when it polls next, within 3 s.'
  ],
  'hint-decline': [
    '已拒绝。网站下一次询问时得到 access_denied，什么也拿不到。',
    'Declined. When it polls next the website is told access_denied, and gets nothing.'
  ],
  'hint-site-by-wechat': [
    '微信自己的网站登录：后端用 code 调用 sns/oauth2。openid 与小程序的不同，unionid 相同，所以是同一个人。',
    'WeChat\'s own login for websites: the server has its code exchanged at sns/oauth2. The openid is another than in the mini program, the unionid is the same: it is one person.'
  ],
  'hint-site-show': [
    '网站的后端内省自己的令牌，并查询这个人在各个应用里是谁。',
    'The website\'s server introspects its token, and asks who this person is in each app.'
  ],
  'hint-site-refresh': [
    '网站的后端刷新自己的会话，规则与小程序相同。',
    'The website\'s server refreshes its session, by the rules of the mini program\'s.'
  ],
  'hint-site-logout': [
    '网站的会话结束了，手机上的不受影响。',
    'The website\'s session has ended; the phone\'s goes on.'
  ],
  'hint-site-end-person': [
    '这个人在所有应用里的会话都结束了：网站已退出。在手机上点「查询会话」：401，然后静默地重新登录。',
    'Every session of this person has ended, in every app: the website is out. Ask for the session on the phone: 401, and a silent login.'
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
