/** What WeChat lets an app in by: its AppSecrets, and WeChat's own access_token, of which all pods share one. */
@NullMarked
package dev.wxauth.wechat.credential;

import org.jspecify.annotations.NullMarked;
