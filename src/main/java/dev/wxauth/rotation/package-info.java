/** How keys and secrets change while pods serve: files read again, and when a new key begins, agreed on in Redis. */
@NullMarked
package dev.wxauth.rotation;

import org.jspecify.annotations.NullMarked;
