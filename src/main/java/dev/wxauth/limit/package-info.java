/** How often somebody may try something, counted over all pods. */
package dev.wxauth.limit;
