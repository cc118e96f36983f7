/** The audit trail: who logged in, refreshed, was robbed or thrown out, without any secret. */
package dev.wxauth.audit;
