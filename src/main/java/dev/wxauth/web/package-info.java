/**
 * HTTP in and out: strict reading of requests, one way to answer, one place where a failure of a request becomes a status, and
 * guards of the connections below.
 */
@NullMarked
package dev.wxauth.web;

import org.jspecify.annotations.NullMarked;
