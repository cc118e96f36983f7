/** The calls for mini programs: the codes of {@code wx.login}, and what needs WeChat's access_token. */
package dev.wxauth.wechat.miniprogram;
