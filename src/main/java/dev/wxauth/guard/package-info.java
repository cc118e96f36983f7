/** Guards before costly work: a code is used once, an Idempotency-Key answers alike, and a caller asks only so often. */
package dev.wxauth.guard;
