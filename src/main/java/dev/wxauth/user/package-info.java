/** What is known of a user beyond the sessions: roles, profile and unionid. */
package dev.wxauth.user;
