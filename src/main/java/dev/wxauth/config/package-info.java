/** The whole of the operator's wishes: what each room reads of them, put together, and every fault in it told at once. */
package dev.wxauth.config;
