/** Who asks: mini programs' users by access token or skey, services by client id and secret; told around an endpoint and handed in. */
@NullMarked
package dev.wxauth.authentication;

import org.jspecify.annotations.NullMarked;
