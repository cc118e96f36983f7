/** The library for mini programs, run in Node. */
package dev.wxauth.miniprogram;
