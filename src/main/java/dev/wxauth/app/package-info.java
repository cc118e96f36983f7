/** The apps that are served: their secrets, of which kind each is, which account it is bound to, and what a code of it brings. */
@NullMarked
package dev.wxauth.app;

import org.jspecify.annotations.NullMarked;
