/** Session_keys: sealed, kept and used here. Nothing outside this package ever holds one that was stored. */
@NullMarked
package dev.wxauth.vault;

import org.jspecify.annotations.NullMarked;
