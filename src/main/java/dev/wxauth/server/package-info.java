/** Puts everything together: the routes, the verticles, the two ports. Nobody imports this package but the program. */
@NullMarked
package dev.wxauth.server;

import org.jspecify.annotations.NullMarked;
