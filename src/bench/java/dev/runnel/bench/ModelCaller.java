package dev.runnel.bench;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServiceTokenStream;
import dev.langchain4j.service.AiServiceTokenStreamParameters;
import dev.runnel.provider.BareAdapter;
import io.quarkiverse.langchain4j.runtime.aiservice.QuarkusAiServiceContext;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls the provider and reads its tokens, and does nothing else: with the adapter alone, or with the AI service's
 * stream on top of it.
 */
final class ModelCaller {

    /** What stands between the adapter and who reads. */
    enum Layer {
        ADAPTER("adapter alone"),
        AI_SERVICE("AI service on the adapter");

        private final String title;

        Layer(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final BareAdapter adapter;
    private final Layer layer;
    private final ScriptedReply order;
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    private ModelCaller(BareAdapter adapter, Layer layer, ScriptedReply order) {
        this.adapter = adapter;
        this.layer = layer;
        this.order = order;
    }

    /** The provider's port, the layer, how many streams, and the milliseconds between two tokens of one. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        ModelCaller caller = new ModelCaller(
                new BareAdapter(vertx, URI.create("http://127.0.0.1:" + arguments[0] + "/v1")),
                Layer.valueOf(arguments[1]),
                ScriptedReply.of(ScriptedReply.UNTIL_TOLD, Integer.parseInt(arguments[3])));
        vertx.createHttpServer()
                .requestHandler(request -> request.response().end(caller.tokens + " " + caller.wrong))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> ChildProcess.announce(server.actualPort()));
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            vertx.runOnContext(unused -> caller.call());
            Pause.millis(1000 / Plan.STREAMS_PER_SECOND);
        }
    }

    private void call() {
        List<ChatMessage> messages = List.of(UserMessage.from(order.message()));
        StreamingChatModel model = adapter.model();
        Reader reader = new Reader();
        switch (layer) {
            case ADAPTER -> model.chat(ChatRequest.builder().messages(messages).build(), reader);
            case AI_SERVICE -> {
                AiServiceContext context = new QuarkusAiServiceContext(ModelCaller.class);
                context.streamingChatModel = model;
                new AiServiceTokenStream(AiServiceTokenStreamParameters.builder()
                                .messages(messages)
                                .context(context)
                                .toolArgumentsErrorHandler(context.toolService.argumentsErrorHandler())
                                .toolExecutionErrorHandler(context.toolService.executionErrorHandler())
                                .invocationContext(InvocationContext.builder().build())
                                .build())
                        .onPartialResponse(reader::onPartialResponse)
                        .onCompleteResponse(reader::onCompleteResponse)
                        .onError(reader::onError)
                        .start();
            }
        }
    }

    private final class Reader implements StreamingChatResponseHandler {

        private long next;

        @Override
        public void onPartialResponse(String token) {
            if (!token.startsWith(next++ + "@")) {
                wrong.incrementAndGet();
            }
            tokens.incrementAndGet();
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {}

        @Override
        public void onError(Throwable thrown) {
            wrong.incrementAndGet();
        }
    }
}
