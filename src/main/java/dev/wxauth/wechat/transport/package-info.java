/** The way to WeChat: a request, its turn, its circuit breaker, HTTP, and what the answer's errcode means. */
package dev.wxauth.wechat.transport;
