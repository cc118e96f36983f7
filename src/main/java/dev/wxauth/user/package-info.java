/** What is known of a user beyond the sessions: roles, profile and unionid. */
@NullMarked
package dev.wxauth.user;

import org.jspecify.annotations.NullMarked;
