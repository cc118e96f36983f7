/** What the operator sees of the program itself: its log, and what of it was lost. */
package dev.wxauth.observe;
