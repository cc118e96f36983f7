/** From a credential to the live session behind it: access tokens and skeys, verified and then looked up in Redis. */
package dev.wxauth.bearer;
