package dev.runnel.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the service gives to browsers beside the API. */
@ConfigMapping(prefix = "runnel.web")
interface WebConfig {

    /** Whether scripts and pages are served: whoever brings a front end of their own needs the API alone. */
    @WithDefault("true")
    boolean enabled();
}
