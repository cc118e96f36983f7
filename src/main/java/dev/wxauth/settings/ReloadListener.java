package dev.wxauth.settings;

/** Is told what became of settings whose files changed, on the worker thread that read them. */
public interface ReloadListener {
    /** The new value is in force. */
    void taken(Reloadable<?> setting);

    /** The new value was no good, and the old one stays; told once for each such change. */
    void refused(Reloadable<?> setting);
}
