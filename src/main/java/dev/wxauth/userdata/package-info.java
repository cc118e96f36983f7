/** What a mini program does with its user's data: profile, open data, phone number, and the session_key's state. */
package dev.wxauth.userdata;
