/** The master keys and what is made from them: seals, codes and hashes that only we can make; and the hash that needs no key. */
package dev.wxauth.crypto;
