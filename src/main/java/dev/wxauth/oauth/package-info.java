/** The standards' face to other services: introspection, revocation, verification for gateways, and discovery. */
@NullMarked
package dev.wxauth.oauth;

import org.jspecify.annotations.NullMarked;
