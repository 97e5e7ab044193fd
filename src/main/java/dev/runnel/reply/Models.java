package dev.runnel.reply;

import dev.runnel.ReplyOptions;
import dev.runnel.model.ProviderGuards;
import jakarta.inject.Singleton;
import java.util.List;

/** The models that replies can come from, for fronts whose callers choose one. */
@Singleton
public class Models {

    private final ProviderGuards providers;

    Models(ProviderGuards providers) {
        this.providers = providers;
    }

    /** Each configured provider with its model, in the order in which they are asked; at least one. */
    public List<ReplyOptions.Choice> configured() {
        return providers.choices();
    }
}
