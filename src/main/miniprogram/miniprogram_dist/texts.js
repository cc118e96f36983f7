/** What a user may read, by the first pattern that fits the error's code: Chinese, English. */
const TEXTS = [
  [/^(network|interrupted)/, '网络不给力，请检查后重试', 'No connection. Please try again.'],
  [/^(up|temp|rate|time)/, '服务繁忙，请稍后重试', 'Busy at the moment. Please try again shortly.'],
  [/^invalid_(grant|token)/, '登录已失效，请重新登录', 'Please log in again.'],
  [/^(session_|wx_)/, '未成功，请再试一次', 'That did not work. Please do it once more.'],
  [/^access_/, '此账号暂时无法登录', 'This account cannot log in.'],
  [/^not_f/, '内容不存在或已过期', 'It does not exist, or has expired.'],
  [/^abort/, '已取消', 'Cancelled.'],
  [/./, '出错了，请稍后重试', 'Something went wrong. Please try again later.']
]

/** A sentence for the user about any error, in `zh` unless `en` is asked for. */
module.exports = (error, language) =>
  TEXTS.find(entry => entry[0].test((error && error.code) || '-'))[language === 'en' ? 2 : 1]
