/** Drills: things are broken under light traffic, and what that is like stands in the runbook. */
package dev.wxauth.drill;
