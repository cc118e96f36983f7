/** HTTP in and out: strict reading of requests, one way to answer, one place where a failure becomes a status. */
@NullMarked
package dev.wxauth.web;

import org.jspecify.annotations.NullMarked;
