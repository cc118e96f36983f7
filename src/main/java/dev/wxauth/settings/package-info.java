/**
 * How settings are read, whichever they are: from the environment, the configuration file and mounted files, each fault
 * told by name and never by value, and the secrets among them taken up again when they change.
 */
@NullMarked
package dev.wxauth.settings;

import org.jspecify.annotations.NullMarked;
