/** Session_keys: sealed, kept and used here. Nothing outside this package ever holds one that was stored. */
package dev.wxauth.vault;
