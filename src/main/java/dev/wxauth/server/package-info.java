/** Puts everything together: the routes, the verticles, the two ports. Nobody imports this package but the program. */
package dev.wxauth.server;
