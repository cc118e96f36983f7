/** The program: reads its configuration, starts, and stops in order. */
package dev.wxauth;
