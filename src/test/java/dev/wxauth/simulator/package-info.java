/** A stand-in for WeChat: it keeps what WeChat knows and answers as WeChat's servers do, well or badly. */
package dev.wxauth.simulator;
