/** What is made from the master keys: seals, message authentication codes, and hashes that only we can make. */
package dev.wxauth.keys;
