/** What tests and the development server stand on: a real Redis, a WeChat to play with, the service itself. */
package dev.wxauth.support;
