package dev.runnel.insight;

import dev.runnel.config.PositiveOrZeroDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Whether messages are read for context and suggestions, and how long a reply waits for that. */
@ConfigMapping(prefix = "runnel.insight")
public interface InsightConfig {

    /** One more, small call to a provider for each message. */
    @WithDefault("true")
    boolean enabled();

    /**
     * How long a new stream waits for the context of its own message: not at all, because the first token matters more.
     */
    @WithDefault("0s")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration budget();

    /** How long the end of a reply waits for suggestions: too short for a reader to notice. */
    @WithDefault("300ms")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration suggestionsBudget();

    /** The vocabulary of intents; the last one stands for everything that fits no other. */
    @WithDefault("question,recommendation,search,booking,how_to,writing,calculation,complaint,feedback,greeting,other")
    List<String> intents();
}
