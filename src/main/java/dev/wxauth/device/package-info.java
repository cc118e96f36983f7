/** Other devices ask to be let in, and the user says what becomes of it in the mini program. */
@NullMarked
package dev.wxauth.device;

import org.jspecify.annotations.NullMarked;
