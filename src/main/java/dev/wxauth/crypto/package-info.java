/** The master keys and the seals and codes made from them, and what needs no key: a hash, base64url and random names. */
package dev.wxauth.crypto;
