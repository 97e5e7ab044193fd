package dev.runnel.pods;

import dev.runnel.redis.TestRedis;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two pods, one Redis and one provider that says sixty words, and goes on wherever it is asked to. */
final class Deployment implements AutoCloseable {

    static final String TEXT = words();

    final TestRedis redis;
    final ScriptedProvider provider = ScriptedProvider.openAi();
    private final List<Pod> pods = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    Deployment(Map<String, String> settings) {
        this(TestRedis.start(), settings);
    }

    Deployment(TestRedis redis, Map<String, String> settings) {
        this.redis = redis;
        environment.putAll(Map.of(
                "REDIS_URL", redis.url(),
                "OPENAI_BASE_URL", provider.baseUrl(),
                "OPENAI_API_KEY", "test",
                "RUNNEL_LIMIT_REQUESTS", "100000",
                "RUNNEL_LIMIT_CONCURRENT_REPLIES", "1000",
                "RUNNEL_REPLY_POD_LEASE", "2s",
                "RUNNEL_DRAIN_TIMEOUT", "3s",
                "RUNNEL_INSIGHT_ENABLED", "false",
                "RUNNEL_AUTH", "off"));
        environment.putAll(settings);
    }

    /** So many pods, started side by side. */
    Deployment startPods(int count) {
        for (int i = 0; i < count; i++) {
            startPod(Map.of());
        }
        return awaitReady();
    }

    /** One more pod, which is told something else than the others. */
    Deployment startPod(Map<String, String> settings) {
        Map<String, String> own = new HashMap<>(environment);
        own.putAll(settings);
        pods.add(Pod.start(own));
        return this;
    }

    Deployment awaitReady() {
        pods.forEach(Pod::awaitReady);
        return this;
    }

    /** SIGKILL, and the same pod once more, as its node would start it. */
    void restart(int index) {
        pods.get(index).close();
        pods.set(index, pods.get(index).startAnew(environment).awaitReady());
    }

    Pod pod(int index) {
        return pods.get(index);
    }

    /** From now on the provider says the words, one each interval, from where the prompt says that it stopped. */
    void speakEvery(Duration interval) {
        provider.answering(request -> {
            String rest = TEXT.substring(alreadySaid(request).length());
            return Script.tokens(rest.split("(?<= )")).delayBetweenTokens(interval);
        });
    }

    private static String alreadySaid(RecordedRequest request) {
        List<PromptMessage> messages = request.messages();
        PromptMessage beforeLast = messages.get(messages.size() - 2);
        return messages.getLast().text().contains("cut off") ? beforeLast.text() : "";
    }

    @Override
    public void close() {
        pods.forEach(Pod::close);
        provider.close();
        redis.close();
    }

    private static String words() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 60; i++) {
            text.append("wörd").append(i).append(i < 60 ? " " : " 🦊");
        }
        return text.toString();
    }
}
