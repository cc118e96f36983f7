package dev.wxauth.config;

import java.nio.file.Path;

/**
 * The text of a setting and where it stood.
 *
 * @param name what the operator called it, for messages
 * @param text the value as text
 * @param file the mounted file that holds it, or null when it stood in the environment or the configuration file
 */
record SettingText(String name, String text, Path file) {}
