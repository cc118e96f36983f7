/** The master keys and the seals and codes made from them, and what needs no key: a hash, base64url and random names. */
@NullMarked
package dev.wxauth.crypto;

import org.jspecify.annotations.NullMarked;
