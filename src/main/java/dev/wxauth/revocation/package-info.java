/** The one door through which sessions end, whoever ends them, and through which that is told in the audit trail. */
package dev.wxauth.revocation;
