package dev.runnel.model;

import dev.runnel.config.PositiveOrZeroInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What every prompt begins with. */
@ConfigMapping(prefix = "runnel")
public interface ModelConfig {

    /** Sent as the system message of every prompt; the user's text never becomes part of it. Set to nothing: none is. */
    @WithDefault("You are a helpful assistant. Answer in the language of the user.")
    Optional<String> systemPrompt();

    /** Of the conversation before: some 3,000 words, which is more than people remember, and small in every model. */
    @WithDefault("4000")
    @WithConverter(PositiveOrZeroInteger.class)
    int historyTokens();
}
