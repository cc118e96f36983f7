package dev.wxauth.idempotency;

/**
 * What an attempt came to.
 *
 * @param answer what the work gave
 * @param repeated whether this is the kept answer of an earlier request with the same Idempotency-Key
 */
public record Outcome<T>(T answer, boolean repeated) {}
