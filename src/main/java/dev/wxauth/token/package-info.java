/** Access tokens: signed, verified, and published keys (RFC 7519, RFC 9068, RFC 7517). */
package dev.wxauth.token;
