/** What other services may know of a user and do for one: {@code /auth/users/...}. */
package dev.wxauth.admin;
