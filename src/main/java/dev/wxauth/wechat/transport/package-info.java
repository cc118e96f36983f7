/** The way to WeChat: a request, its turn, its circuit breaker, HTTP, and what the answer's errcode means. */
@NullMarked
package dev.wxauth.wechat.transport;

import org.jspecify.annotations.NullMarked;
