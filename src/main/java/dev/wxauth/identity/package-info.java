/** Who a user is: the pair of appid and openid, and the tag that gathers all of a user's keys in one Redis slot. */
@NullMarked
package dev.wxauth.identity;

import org.jspecify.annotations.NullMarked;
