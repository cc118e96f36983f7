/** Puts the rooms of WeChat together, for those outside. */
@NullMarked
package dev.wxauth.wechat.wiring;

import org.jspecify.annotations.NullMarked;
