/** Both on the list of request domains in the mini program's console; the shop's also on that of uploadFile. */
module.exports = {
  wxauth: 'https://auth.example.com',
  shop: 'https://shop.example.com'
}
