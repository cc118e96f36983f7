/** WeChat's server API: the calls that are made, what its answers mean, and the cryptography of open data. */
package dev.wxauth.wechat;
