package dev.runnel.pods;

import com.microsoft.playwright.Page;
import dev.runnel.testing.BundledPage;
import dev.runnel.testing.Chromium;
import dev.runnel.testing.FlakyNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A page that a network leads to one pod, and then to the other. */
abstract class PageAtPods {

    private static final int PATIENCE_MS = 30_000;

    @TempDir
    Path project;

    Deployment deployment;
    FlakyNetwork network;
    Page page;
    private Chromium chromium;

    @BeforeEach
    void deploy() {
        deployment = new Deployment(Map.of("RUNNEL_REDIS_TIMEOUT", "2s")).startPods(2);
        network = new FlakyNetwork(deployment.pod(0).port());
        chromium = Chromium.launch();
        page = chromium.browser().newPage();
        page.setDefaultTimeout(PATIENCE_MS);
    }

    @AfterEach
    void close() {
        chromium.close();
        network.close();
        deployment.close();
    }

    void open(String script) throws IOException {
        new BundledPage(project).open(page, "http://127.0.0.1:" + network.port(), script);
    }
}
