/** What a mini program does with its user's data: profile, open data, phone number, and the session_key's state. */
@NullMarked
package dev.wxauth.userdata;

import org.jspecify.annotations.NullMarked;
