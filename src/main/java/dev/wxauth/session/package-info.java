/** The login state of a user on one device: sessions in Redis, and the skeys that stand for them. */
@NullMarked
package dev.wxauth.session;

import org.jspecify.annotations.NullMarked;
