/** The requests of other devices (RFC 8628): one key in Redis for each, from its codes to the answer that it is redeemed for. */
@NullMarked
package dev.wxauth.grant;

import org.jspecify.annotations.NullMarked;
