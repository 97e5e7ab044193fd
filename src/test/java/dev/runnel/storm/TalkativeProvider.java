package dev.runnel.storm;

import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.ReplyScript;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A provider that never says the same twice: each call has words of its own, also the one that goes on with what an
 * earlier one has begun. A few calls break off.
 */
final class TalkativeProvider implements AutoCloseable {

    private static final Pattern STORY = Pattern.compile("Tell me story (\\d+) in (\\d+) words\\.");
    private static final int BREAKS_OFF_PERCENT = 4;
    private static final int FEWEST_WORDS = 5;

    private final ScriptedProvider provider = ScriptedProvider.openAi();
    private final Seed seed;
    private final Duration pace;
    private final Map<Integer, Integer> calls = new ConcurrentHashMap<>();

    TalkativeProvider(StormPlan plan) {
        this.seed = plan.seed();
        this.pace = plan.pace();
        provider.answering(this::answer);
    }

    /** What to ask for a story of so many words. */
    static String question(int story, int words) {
        return "Tell me story " + story + " in " + words + " words.";
    }

    int port() {
        return provider.port();
    }

    int calls() {
        return provider.requests().size();
    }

    int callsInProgress() {
        return provider.requestsInProgress();
    }

    private Script answer(RecordedRequest request) {
        MatchResult wanted = lastStory(request.messages());
        int story = Integer.parseInt(wanted.group(1));
        int call = calls.merge(story, 1, Integer::sum) - 1;
        int said = request.messages().stream()
                .mapToInt(message -> Words.count(message.text(), story))
                .sum();
        int words = Math.max(FEWEST_WORDS, Integer.parseInt(wanted.group(2)) - said);
        RandomGenerator random = seed.random("call of " + story, call);
        String[] all = Words.say(random, story, call, words);
        Duration pace = this.pace.plusMillis(random.nextLong(this.pace.toMillis()));
        if (random.nextInt(100) < BREAKS_OFF_PERCENT) {
            return script(List.of(all).subList(0, words / 2).toArray(String[]::new), pace)
                    .thenCut();
        }
        return script(all, pace);
    }

    private static ReplyScript script(String[] words, Duration pace) {
        return Script.tokens(words).delayBetweenTokens(pace);
    }

    /** The last one of its message, too: a question that got no answer is sent in one message with the next. */
    private static MatchResult lastStory(List<PromptMessage> messages) {
        return messages.stream()
                .flatMap(message -> STORY.matcher(message.text()).results())
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("no story was asked for"));
    }

    @Override
    public void close() {
        provider.close();
    }
}
