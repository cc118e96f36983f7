/** Puts the rooms of WeChat together, for those outside. */
package dev.wxauth.wechat.wiring;
