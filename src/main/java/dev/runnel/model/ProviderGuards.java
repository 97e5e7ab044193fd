package dev.runnel.model;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyOptions;
import dev.runnel.provider.Providers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The providers in the order in which they are asked, each with its retries and its circuit breaker. */
@ApplicationScoped
public class ProviderGuards {

    private static final String NOBODY = "No AI provider that may be asked can take all of this request.";

    private final List<ProviderGuard> guards;
    private final List<Candidate> configured;

    ProviderGuards(Providers providers, FailoverConfig config) {
        this.guards = providers.inOrder().stream()
                .map(provider -> new ProviderGuard(provider, config))
                .toList();
        this.configured = guards.stream().map(Candidate::of).toList();
    }

    List<ProviderGuard> inOrder() {
        return guards;
    }

    /** Who may be asked, and for which model, before it is known what is asked. */
    List<Candidate> chosen(ReplyOptions options) {
        return options.models().isEmpty()
                ? configured
                : options.models().stream()
                        .flatMap(choice -> chosen(choice).stream())
                        .toList();
    }

    /** Empty for a provider that is not configured, as it may be on the pod that takes a reply over. */
    private Optional<Candidate> chosen(ReplyOptions.Choice choice) {
        return configured.stream()
                .filter(candidate -> candidate.provider().name().equals(choice.provider()))
                .map(candidate -> choice.model()
                        .map(model -> new Candidate(
                                candidate.guard(), candidate.provider().asking(model)))
                        .orElse(candidate))
                .findFirst();
    }

    /**
     * The providers to ask, in this order. Skips a provider whose format cannot express all of the prompt.
     *
     * @throws dev.runnel.FailureException with {@code REQUEST_INVALID} if none is left
     */
    List<Candidate> askedFor(GivenPrompt prompt) {
        List<Candidate> able = chosen(prompt.options()).stream()
                .filter(candidate -> candidate.provider().canTake(prompt))
                .toList();
        if (able.isEmpty()) {
            throw Failure.of(FailureCode.REQUEST_INVALID, NOBODY).asException();
        }
        return able;
    }

    /** The configured providers and their models, in the order in which they are asked. */
    public List<ReplyOptions.Choice> choices() {
        return configured.stream()
                .map(Candidate::provider)
                .map(provider -> new ReplyOptions.Choice(provider.name(), Optional.of(provider.model())))
                .toList();
    }

    /** The state of each provider, in the order in which they are asked. */
    public List<ProviderState> states() {
        return guards.stream().map(ProviderGuard::state).toList();
    }
}
