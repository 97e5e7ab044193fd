package dev.runnel.provider;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import dev.runnel.Usage;
import io.vertx.core.Vertx;
import java.util.Iterator;

/** Answers without any AI, word by word, so that the service can be tried and developed without a key. */
final class DemoProvider implements Provider {

    static final String NAME = "demo";

    /** About as fast as a person reads. */
    private static final long WORD_INTERVAL_MS = 40;

    private final Vertx vertx;
    private final boolean showsReasoning;

    DemoProvider(Vertx vertx, boolean showsReasoning) {
        this.vertx = vertx;
        this.showsReasoning = showsReasoning;
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
                DemoReply reply = DemoReply.to(request);
                if (!reply.thoughts().isEmpty()) {
                    think(String.join("", reply.thoughts()), call);
                }
                if (!reply.words().isEmpty()) {
                    handler.onPartialResponse(reply.text());
                }
                complete(reply, handler, call);
            }
        };
    }

    private void speak(ChatRequest request, StreamingChatResponseHandler handler, ProviderCall call) {
        DemoReply reply = DemoReply.to(request);
        Iterator<String> thoughts = reply.thoughts().iterator();
        Iterator<String> words = reply.words().iterator();
        long timer = vertx.setPeriodic(1, WORD_INTERVAL_MS, id -> {
            if (thoughts.hasNext()) {
                think(thoughts.next(), call);
            } else if (words.hasNext()) {
                handler.onPartialResponse(words.next());
            } else {
                vertx.cancelTimer(id);
                call.settle();
                complete(reply, handler, call);
            }
        });
        call.onCancel(() -> vertx.cancelTimer(timer));
    }

    private void think(String thought, ProviderCall call) {
        call.listener().onThinking(showsReasoning ? thought : "");
    }

    private static void complete(DemoReply reply, StreamingChatResponseHandler handler, ProviderCall call) {
        ChatResponse response = reply.response();
        TokenUsage usage = response.tokenUsage();
        call.bill(new Usage(usage.inputTokenCount(), usage.outputTokenCount()));
        handler.onCompleteResponse(response);
    }
}
