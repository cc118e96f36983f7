/** What WeChat's server API is to this service: how it is called, and what a code brings, whatever kind of app it is of. */
@NullMarked
package dev.wxauth.wechat;

import org.jspecify.annotations.NullMarked;
