/**
 * What can go wrong, as the contract's error table names it, and the end of the process when its heap is full; imports nothing
 * of this program.
 */
@NullMarked
package dev.wxauth.error;

import org.jspecify.annotations.NullMarked;
