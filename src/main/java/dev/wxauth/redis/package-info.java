/** The one door to Redis: a held connection for each event loop, deadlines, scripts, and the names of all keys. */
@NullMarked
package dev.wxauth.redis;

import org.jspecify.annotations.NullMarked;
