/** How often somebody may try something, counted over all pods. */
@NullMarked
package dev.wxauth.limit;

import org.jspecify.annotations.NullMarked;
