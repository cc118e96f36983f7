/** HTTP in and out: strict reading of requests, one way to answer, one place where a failure becomes a status. */
package dev.wxauth.web;
