/** The one hash that needs no key; imports nothing of this program. */
package dev.wxauth.digest;
