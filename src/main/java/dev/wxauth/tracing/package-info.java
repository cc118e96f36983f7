/** Traces: which one a request belongs to, and its spans, which leave by OTLP where the operator wants them. */
@NullMarked
package dev.wxauth.tracing;

import org.jspecify.annotations.NullMarked;
