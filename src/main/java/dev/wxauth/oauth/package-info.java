/** The standards' face to other services: introspection, revocation, verification for gateways, and discovery. */
package dev.wxauth.oauth;
