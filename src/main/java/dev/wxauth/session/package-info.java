/** The login state of a user on one device: sessions in Redis, and the skeys that stand for them. */
package dev.wxauth.session;
