/** What the operator sees of the program itself: its log, and what of it was lost. */
@NullMarked
package dev.wxauth.observe;

import org.jspecify.annotations.NullMarked;
