/** Very many requests that no honest client would send. */
package dev.wxauth.hostile;
