/** Who asks: mini programs' users by access token or skey, services by client id and secret; told around an endpoint and handed in. */
package dev.wxauth.authentication;
