/** Who asks: users by access token or skey, services by id and secret; told around an endpoint, and handed in. */
@NullMarked
package dev.wxauth.authentication;

import org.jspecify.annotations.NullMarked;
