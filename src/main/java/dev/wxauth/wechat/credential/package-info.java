/** What WeChat lets an app in by: its AppSecrets, and WeChat's own access_token, of which all pods share one. */
package dev.wxauth.wechat.credential;
