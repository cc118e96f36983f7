/** The whole of the operator's wishes: what each room reads of them, put together, and every fault in it told at once. */
@NullMarked
package dev.wxauth.config;

import org.jspecify.annotations.NullMarked;
