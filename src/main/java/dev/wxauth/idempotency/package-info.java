/** One code, one piece of work, over all pods; and for a repeat with the same Idempotency-Key the same answer. */
@NullMarked
package dev.wxauth.idempotency;

import org.jspecify.annotations.NullMarked;
