/** What the first command of the README starts: the service with a real Redis and a stand-in for WeChat, to play with. */
package dev.wxauth.development;
