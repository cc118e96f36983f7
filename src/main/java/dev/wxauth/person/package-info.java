/** Who is one person over apps: the users of each, and what keeps that true. */
@NullMarked
package dev.wxauth.person;

import org.jspecify.annotations.NullMarked;
