package dev.runnel.insight;

import dev.langchain4j.model.chat.ChatModel;
import io.quarkus.arc.Arc;
import io.smallrye.common.annotation.Identifier;
import java.util.function.Supplier;

/** How the AI services of this package find their model, which {@code model} provides. */
public final class BackgroundModelSupplier implements Supplier<ChatModel> {

    @Override
    public ChatModel get() {
        return Arc.container()
                .select(ChatModel.class, Identifier.Literal.of("background"))
                .get();
    }
}
