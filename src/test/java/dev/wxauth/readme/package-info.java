/** What the README says is tried: its commands, its diagram, its snippets. */
package dev.wxauth.readme;
