package dev.runnel.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.runnel.Usage;
import io.vertx.core.Vertx;
import java.util.List;

/** Answers without any AI, word by word, so that the service can be tried and developed without a key. */
final class DemoProvider implements Provider {

    static final String NAME = "demo";

    /** About as fast as a person reads. */
    private static final long WORD_INTERVAL_MS = 40;

    private final Vertx vertx;

    DemoProvider(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String model() {
        return NAME;
    }

    @Override
    public Reservation reserve() {
        return Reservation.NONE;
    }

    @Override
    public StreamingChatModel streaming(ProviderCall call) {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                speak(request, handler, call);
            }
        };
    }

    @Override
    public StreamingChatModel whole(ProviderCall call) {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                handler.onPartialResponse(reply(request));
                complete(request, handler, call);
            }
        };
    }

    private void speak(ChatRequest request, StreamingChatResponseHandler handler, ProviderCall call) {
        String[] words = reply(request).split("(?<= )");
        int[] next = {0};
        long timer = vertx.setPeriodic(1, WORD_INTERVAL_MS, id -> {
            if (next[0] < words.length) {
                handler.onPartialResponse(words[next[0]++]);
            } else {
                vertx.cancelTimer(id);
                call.settle();
                complete(request, handler, call);
            }
        });
        call.onCancel(() -> vertx.cancelTimer(timer));
    }

    private static void complete(ChatRequest request, StreamingChatResponseHandler handler, ProviderCall call) {
        ChatResponse response = response(request);
        TokenUsage usage = response.tokenUsage();
        call.bill(new Usage(usage.inputTokenCount(), usage.outputTokenCount()));
        handler.onCompleteResponse(response);
    }

    private static ChatResponse response(ChatRequest request) {
        String reply = reply(request);
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(reply))
                .modelName(NAME)
                .tokenUsage(new TokenUsage(request.messages().size(), reply.split(" ").length))
                .finishReason(FinishReason.STOP)
                .build();
    }

    private static String reply(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        ChatMessage last = messages.get(messages.size() - 1);
        String said = last instanceof UserMessage user ? user.singleText() : "";
        if (request.responseFormat() != null) {
            return DemoExtractor.extract(said);
        }
        long turn = messages.stream().filter(UserMessage.class::isInstance).count();
        return "You said: “" + said + "”. This is turn " + turn + " of our conversation. I am the demo model: no AI is "
                + "behind me, I only show how a reply streams. Set OPENAI_API_KEY or GEMINI_API_KEY to talk to a real "
                + "one. 🌊";
    }
}
