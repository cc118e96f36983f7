/** The mini program's way in and out: login, refresh, logout, and the list of its sessions. */
@NullMarked
package dev.wxauth.login;

import org.jspecify.annotations.NullMarked;
