/** What WeChat's server API is to this service: how it is called, and what a code brings, whatever kind of app it is of. */
package dev.wxauth.wechat;
