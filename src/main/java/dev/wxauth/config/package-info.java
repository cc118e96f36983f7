/** The operator's wishes: read once, checked as a whole, and the secrets among them taken up again when they change. */
package dev.wxauth.config;
