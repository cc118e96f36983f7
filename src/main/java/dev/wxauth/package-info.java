/** The program: reads its configuration, starts, and stops in order. */
@NullMarked
package dev.wxauth;

import org.jspecify.annotations.NullMarked;
