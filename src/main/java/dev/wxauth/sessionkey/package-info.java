/** What it takes WeChat and the vault together for: whether a session_key is still good, and having it replaced. */
package dev.wxauth.sessionkey;
