package dev.runnel.insight;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.insight.Extraction.Mention;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Finds out the intent and the entities of messages, and what the user might ask next. */
@ApplicationScoped
public class InsightService {

    private static final Logger LOG = Logger.getLogger(InsightService.class);

    /** The beginning of a message shows what it is about; reading more would cost more. */
    private static final int MAX_READ = 2_000;

    /** The model is asked for 200 words; every prompt contains the summary. */
    private static final int MAX_SUMMARY = 2_000;

    private final InsightConfig config;
    private final Extractor extractor;
    private final Summarizer summarizer;
    private final ExecutorService virtualThreads;

    InsightService(
            InsightConfig config,
            Extractor extractor,
            Summarizer summarizer,
            @VirtualThreads ExecutorService virtualThreads) {
        this.config = config;
        this.extractor = extractor;
        this.summarizer = summarizer;
        this.virtualThreads = virtualThreads;
    }

    /**
     * The call that reads a message; the caller decides when it begins.
     *
     * @param before the conversation's context so far
     */
    public InsightCall understand(Context before, String message) {
        if (!config.enabled()) {
            return InsightCall.NONE;
        }
        return new InsightCall(listener -> {
            Future<?> call = virtualThreads.submit(() -> listener.accept(extract(before, message)));
            return () -> call.cancel(true);
        });
    }

    /**
     * Summarizes messages; never fails.
     *
     * @param before the summary of the messages before these; may be empty
     * @return empty if there is no summary
     */
    public Uni<Optional<String>> summarize(String before, List<Message> said) {
        if (!config.enabled()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return Uni.createFrom()
                .item(() -> Optional.ofNullable(summarizer.summarize(conversation(before, said)))
                        .map(Summarizer.Digest::summary)
                        .map(InsightService::shown)
                        .filter(summary -> !summary.isEmpty()))
                .runSubscriptionOn(virtualThreads)
                .onFailure()
                .invoke(e ->
                        LOG.debugf("The conversation could not be summarized and stays as it is: %s", e.toString()))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static String conversation(String before, List<Message> said) {
        StringBuilder text = new StringBuilder("Notes so far: ").append(before.isEmpty() ? "none" : before);
        for (Message message : said) {
            text.append("\n\n")
                    .append(message.role() == Message.Role.USER ? "Person: " : "Assistant: ")
                    .append(beginning(message.text(), MAX_READ));
        }
        return text.toString();
    }

    private static String shown(String summary) {
        return beginning(summary.replaceAll("[\\p{Cntrl}&&[^\n]]+", " ").strip(), MAX_SUMMARY);
    }

    /** At most this many characters, without splitting a surrogate pair. */
    private static String beginning(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    private Insight extract(Context before, String message) {
        try {
            Extraction extraction = extractor.extract(beginning(message, MAX_READ));
            return extraction == null ? Insight.NONE : insight(before, extraction);
        } catch (RuntimeException e) {
            LOG.debugf("The call that reads a message failed; its reply continues: %s", e.toString());
            return Insight.NONE;
        }
    }

    private Insight insight(Context before, Extraction extraction) {
        Map<String, String> mentioned = new LinkedHashMap<>();
        List<Mention> entities = extraction.entities() == null ? List.of() : extraction.entities();
        entities.forEach(mention -> mentioned.putIfAbsent(mention.name(), mention.value()));
        return new Insight(
                Optional.of(before.after(inVocabulary(extraction.intent()), mentioned)),
                Suggestions.from(extraction.suggestions()));
    }

    private String inVocabulary(String intent) {
        String named =
                intent == null ? "" : Context.NONE.after(intent, Map.of()).intent();
        return config.intents().contains(named) ? named : config.intents().getLast();
    }
}
