package dev.runnel.http;

import dev.runnel.Failure;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Counts each refusal, and writes it in the form of the front that got the request. */
@Singleton
class Refusals {

    private final List<RefusalForm> forms;
    private final MeterRegistry metrics;

    Refusals(@All List<RefusalForm> forms, MeterRegistry metrics) {
        this.forms = forms;
        this.metrics = metrics;
    }

    /** @param path the request's path, without its query */
    RefusalForm.Body write(String path, Failure failure) {
        return write(path, failure, FailureStatus.of(failure.code()));
    }

    /** The same with a status that is more precise than the code's own. */
    RefusalForm.Body write(String path, Failure failure, int status) {
        metrics.counter("runnel.refusals", "code", failure.code().wireName()).increment();
        return forms.stream()
                .filter(form -> form.isFor(path))
                .findFirst()
                .map(form -> form.body(path, failure, status))
                .orElseGet(() -> RefusalForm.Body.problem(failure, status));
    }

    /** The methods that this path supports, for the {@code Allow} header. */
    Optional<String> methodsAt(String rawPath) {
        return forms.stream().flatMap(form -> form.methodsAt(rawPath).stream()).findFirst();
    }

    /** The template of the resource at this path; empty if there is none. */
    Optional<String> templateAt(String rawPath) {
        return forms.stream().flatMap(form -> form.templateAt(rawPath).stream()).findFirst();
    }
}
