package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.http.MessageText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the fields of one JSON object in a request. A field of the wrong type throws a {@code FailureException} with
 * the field's path. A field that is {@code null} counts as absent.
 *
 * @param path where the object is in the request; empty for the request itself
 */
record Fields(JsonNode object, String path) {

    /** The request itself; throws a {@code FailureException} if it is not an object. */
    static Fields of(JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
        return new Fields(body, "");
    }

    Optional<JsonNode> get(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    /** A text, unchanged. */
    Optional<String> text(String name) {
        return get(name)
                .map(value -> value.isTextual() ? value.textValue() : fail(name, "has to be a text, or left out"));
    }

    String requiredText(String name) {
        return text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> invalid(name, "has to be a text"));
    }

    boolean flag(String name) {
        return truth(name).orElse(false);
    }

    Optional<Boolean> truth(String name) {
        return get(name).map(value -> value.isBoolean() ? value.booleanValue() : fail(name, "has to be true or false"));
    }

    Optional<Double> number(String name) {
        return get(name)
                .map(value -> value.isNumber() && Double.isFinite(value.doubleValue())
                        ? value.doubleValue()
                        : fail(name, "has to be a number"));
    }

    Optional<Long> whole(String name) {
        return get(name)
                .map(value -> value.isIntegralNumber() && value.canConvertToLong()
                        ? value.longValue()
                        : fail(name, "has to be a whole number"));
    }

    /** A whole number that is at least 1. */
    Optional<Integer> count(String name) {
        return whole(name)
                .map(value -> value > 0 && value <= Integer.MAX_VALUE
                        ? value.intValue()
                        : fail(name, "has to be a whole number above 0"));
    }

    Optional<Fields> object(String name) {
        return get(name).map(value -> value.isObject() ? below(value, name) : fail(name, "has to be an object"));
    }

    /** The objects in an array; empty if there is no array. */
    List<Fields> objects(String name) {
        List<Fields> found = new ArrayList<>();
        for (JsonNode value : array(name)) {
            String place = name + "[" + found.size() + "]";
            found.add(value.isObject() ? below(value, place) : fail(place, "has to be an object"));
        }
        return found;
    }

    /** One text, or several in an array. */
    List<String> texts(String name) {
        if (get(name).filter(JsonNode::isTextual).isPresent()) {
            return List.of(requiredText(name));
        }
        List<String> found = new ArrayList<>();
        for (JsonNode value : array(name)) {
            found.add(value.isTextual() ? value.textValue() : fail(name, "has to be texts"));
        }
        return found;
    }

    /** The field as JSON text, which may be passed on to a provider. */
    Optional<String> json(String name) {
        return get(name).map(value -> MessageText.cleaned(value.toString()));
    }

    FailureException invalid(String name, String why) {
        String full = path.isEmpty() ? name : path + "." + name;
        return Failure.ofParameter(FailureCode.REQUEST_INVALID, full + " " + why + ".", full)
                .asException();
    }

    private Iterable<JsonNode> array(String name) {
        return get(name)
                .map(value -> value.isArray() ? value : this.<JsonNode>fail(name, "has to be an array"))
                .<Iterable<JsonNode>>map(value -> value)
                .orElse(List.of());
    }

    private Fields below(JsonNode value, String name) {
        return new Fields(value, path.isEmpty() ? name : path + "." + name);
    }

    /** Always throws; has a result type so that it can be used in expressions. */
    private <T> T fail(String name, String why) {
        throw invalid(name, why);
    }
}
