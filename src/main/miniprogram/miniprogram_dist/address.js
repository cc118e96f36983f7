{
  /** Strict on purpose: what this does not read as a host (user@host, backslashes, blanks) gets no token. */
  const ORIGIN = /^(https?):\/\/(\[[0-9a-f:.]+\]|[\w.-]+)(:\d+)?(?=[/?#]|$)/i

  /** A scheme, or two slashes of either kind. */
  const NOT_RELATIVE = /^([a-z][\w+.-]*:|[\\/]{2})/i

  /** Scheme, host and port, always written alike; nothing where the URL is not plain. */
  const origin = url => {
    const [, scheme, host, port = ''] = ORIGIN.exec(url) || []
    return scheme && (scheme + '://' + host + port).toLowerCase().replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2')
  }

  /** Tells where a request goes, and whether the token may go along. */
  module.exports = (baseUrl, hosts = []) => {
    const base = String(baseUrl).replace(/\/+$/, '')
    const ours = [base].concat(hosts.map(host => 'https://' + host)).map(origin)
    if (ours.includes(undefined) || /[/?#]/.test(hosts)) {
      throw new TypeError('wxauth: baseUrl is a URL, hosts are names')
    }
    return url =>
      NOT_RELATIVE.test(url)
        ? { url, ours: ours.includes(origin(url)) }
        : { url: base + (/^[/?]/.test(url) ? '' : '/') + url, ours: true }
  }
}
