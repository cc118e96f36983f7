/** What can go wrong, as the contract's error table names it; imports nothing of this program. */
package dev.wxauth.error;
