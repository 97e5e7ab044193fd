package dev.runnel.web;

import dev.runnel.testing.Chromium;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Starts a browser for all classes whose application is the same: it starts more slowly than most tests run. */
final class OneBrowser implements BeforeAllCallback {

    private static final Namespace BROWSERS = Namespace.create(OneBrowser.class);

    /** The store closes it after the last test of all. */
    @Override
    public void beforeAll(ExtensionContext context) {
        BrowserSuite.chromium = context.getRoot()
                .getStore(BROWSERS)
                .computeIfAbsent(Chromium.class, unused -> Chromium.launch(), Chromium.class);
    }
}
