/** The one door through which sessions end, whoever ends them, and through which that is told in the audit trail. */
@NullMarked
package dev.wxauth.revocation;

import org.jspecify.annotations.NullMarked;
