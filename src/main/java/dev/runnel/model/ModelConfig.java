package dev.runnel.model;

import dev.runnel.config.PositiveOrZeroInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What every prompt begins with. */
@ConfigMapping(prefix = "runnel")
public interface ModelConfig {

    /** The system message of every prompt; the user's text never becomes part of it. Set to nothing: there is none. */
    @WithDefault("You are a helpful assistant. Answer in the language of the user.")
    Optional<String> systemPrompt();

    /**
     * How much of the conversation so far a prompt contains: about 3,000 words, which is more than people remember and
     * fits every model.
     */
    @WithDefault("4000")
    @WithConverter(PositiveOrZeroInteger.class)
    int historyTokens();
}
