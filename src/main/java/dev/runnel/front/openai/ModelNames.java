package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyOptions.Choice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names that a request may give as its model: {@code auto} for all providers in the configured order, a provider's
 * name, {@code provider/model} for any model of a provider, or the name of a configured model.
 *
 * @param configured the providers in their order, each with its model
 */
record ModelNames(List<Choice> configured) {

    /** All providers, in the configured order. */
    static final String AUTO = "auto";

    static final String UNKNOWN = "There is no such model here. See /v1/models.";

    private static final int MAX_FALLBACKS = 8;
    /** The name of a model. Gemini's format puts it into a path, so no segment may begin with a dot. */
    private static final Pattern MODEL =
            Pattern.compile("(?=.{1,128}$)[A-Za-z0-9_@+][A-Za-z0-9._:@+-]*(/[A-Za-z0-9_@+][A-Za-z0-9._:@+-]*)*");

    /** The names in the list of models. It has only configured models, because a provider's others are not known. */
    List<String> listed() {
        Stream<String> providers = configured.stream().map(Choice::provider);
        Stream<String> models = configured.stream().map(ModelNames::withModel);
        return Stream.of(Stream.of(AUTO), providers, models)
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    /**
     * The models to ask, in this order; empty for the configured order. Throws a {@code FailureException} if the
     * request names an unknown one.
     */
    List<Choice> orderOf(Fields request) {
        String model = request.requiredText("model");
        List<String> fallbacks = fallbacks(request);
        if (fallbacks.size() > MAX_FALLBACKS) {
            throw request.invalid("fallbacks", "has to be at most " + MAX_FALLBACKS + " models");
        }
        if (model.equals(AUTO) && fallbacks.isEmpty()) {
            return List.of();
        }
        Set<Choice> order = new LinkedHashSet<>(choices(model, "model"));
        for (int i = 0; i < fallbacks.size(); i++) {
            order.addAll(choices(fallbacks.get(i), "fallbacks[" + i + "]"));
        }
        return List.copyOf(order);
    }

    /** The names in {@code fallbacks}. Clients send them as texts, or as objects with a {@code model}. */
    private static List<String> fallbacks(Fields request) {
        boolean named = request.get("fallbacks")
                .filter(given -> given.isTextual() || given.path(0).isTextual())
                .isPresent();
        return named
                ? request.texts("fallbacks")
                : request.objects("fallbacks").stream()
                        .map(fallback -> fallback.requiredText("model"))
                        .toList();
    }

    private List<Choice> choices(String name, String parameter) {
        if (name.equals(AUTO)) {
            return configured.stream().map(ModelNames::withConfiguredModel).toList();
        }
        return List.of(choice(name).orElseThrow(() -> Failure.ofParameter(FailureCode.NOT_FOUND, UNKNOWN, parameter)
                .asException()));
    }

    private Optional<Choice> choice(String name) {
        return known(choice -> name.equals(choice.provider()) || name.equals(withModel(choice)))
                .or(() -> anotherModel(name))
                .or(() -> known(choice -> choice.model().equals(Optional.of(name))));
    }

    private Optional<Choice> anotherModel(String name) {
        int slash = name.indexOf('/');
        if (slash < 0 || !MODEL.matcher(name.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        return known(choice -> choice.provider().equals(name.substring(0, slash)))
                .map(provider -> new Choice(provider.provider(), Optional.of(name.substring(slash + 1))));
    }

    /** The first configured provider that matches, with its model. */
    private Optional<Choice> known(Predicate<Choice> wanted) {
        return configured.stream().filter(wanted).findFirst().map(ModelNames::withConfiguredModel);
    }

    private static Choice withConfiguredModel(Choice known) {
        return new Choice(known.provider(), Optional.empty());
    }

    private static String withModel(Choice known) {
        return known.provider() + "/" + known.model().orElseThrow();
    }
}
