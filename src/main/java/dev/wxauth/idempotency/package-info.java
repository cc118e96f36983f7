/** One code, one piece of work, over all pods; and for a repeat with the same Idempotency-Key the same answer. */
package dev.wxauth.idempotency;
