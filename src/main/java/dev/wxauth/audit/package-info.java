/** The audit trail: who logged in, refreshed, was robbed or thrown out, without any secret. */
@NullMarked
package dev.wxauth.audit;

import org.jspecify.annotations.NullMarked;
