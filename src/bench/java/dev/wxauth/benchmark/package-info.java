/** How fast the program is, as ratios to bare programs in the same run. */
package dev.wxauth.benchmark;
