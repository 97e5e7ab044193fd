package dev.runnel.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the service serves to browsers beside the API. */
@ConfigMapping(prefix = "runnel.web")
interface WebConfig {

    /** Whether scripts and pages are served. Not needed for a front end that uses only the API. */
    @WithDefault("true")
    boolean enabled();
}
