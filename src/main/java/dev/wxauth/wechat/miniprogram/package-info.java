/** The calls for mini programs: the codes of {@code wx.login}, and what needs WeChat's access_token. */
@NullMarked
package dev.wxauth.wechat.miniprogram;

import org.jspecify.annotations.NullMarked;
