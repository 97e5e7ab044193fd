package dev.runnel.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the service serves to browsers beside the API. */
@ConfigMapping(prefix = "runnel.web")
interface WebConfig {

    /** Whether scripts and pages are served; with a front end of your own only the API is needed. */
    @WithDefault("true")
    boolean enabled();
}
