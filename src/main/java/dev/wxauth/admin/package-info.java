/** What other services may know of a user and do for one: {@code /auth/users/...}. */
@NullMarked
package dev.wxauth.admin;

import org.jspecify.annotations.NullMarked;
