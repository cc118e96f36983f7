{
  /** What a user may read, by the first pattern that fits the error's code: Chinese, English. */
  const TEXTS = [
    [/^net|^inter/, '网络不给力，请检查后重试', 'No connection. Please try again.'],
    [/^up|^temp|^rate|^time/, '服务繁忙，请稍后重试', 'Busy now. Please try again shortly.'],
    [/^invalid_[gt]/, '登录已失效，请重新登录', 'Please log in again.'],
    [/^access/, '此账号暂时无法登录', 'This account cannot log in.'],
    [/^not_f/, '内容不存在或已过期', 'Not found, or expired.'],
    [/^abort/, '已取消', 'Cancelled.'],
    [/^/, '未成功，请重试', 'That did not work. Please try again.']
  ]

  /** A sentence for the user about any error, in `zh` unless `en` is asked for. */
  module.exports = (error, language) =>
    TEXTS.find(([pattern]) => pattern.test(Object(error).code))[language === 'en' ? 2 : 1]
}
