/** Access tokens: signed, verified, and published keys (RFC 7519, RFC 9068, RFC 7517). */
@NullMarked
package dev.wxauth.token;

import org.jspecify.annotations.NullMarked;
