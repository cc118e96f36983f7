/** What can go wrong, as the contract's error table names it; imports nothing of this program. */
@NullMarked
package dev.wxauth.error;

import org.jspecify.annotations.NullMarked;
