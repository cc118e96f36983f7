/** The mini program's way in and out: login, refresh, logout, and the list of its sessions. */
package dev.wxauth.login;
