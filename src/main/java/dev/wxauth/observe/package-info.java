/**
 * What the operator sees of the program itself: its log and what of it was lost, its meters, and what is wrong for longer than
 * a moment.
 */
@NullMarked
package dev.wxauth.observe;

import org.jspecify.annotations.NullMarked;
