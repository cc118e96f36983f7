/** The codes of WeChat's other fronts: official account pages, websites and mobile apps. */
@NullMarked
package dev.wxauth.wechat.sns;

import org.jspecify.annotations.NullMarked;
