/** Who of the other services asks, and what it may. */
package dev.wxauth.client;
