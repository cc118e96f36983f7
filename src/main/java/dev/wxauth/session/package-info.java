/**
 * The login state of a user on one device: sessions in Redis, the skeys that stand for them, and what was agreed to for another
 * device.
 */
@NullMarked
package dev.wxauth.session;

import org.jspecify.annotations.NullMarked;
