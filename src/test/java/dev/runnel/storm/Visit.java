package dev.runnel.storm;

/**
 * One connection of a viewer, or several in a row by which nothing came.
 *
 * @param pods where it went, the last one
 * @param after the number of the last event that was seen before
 */
record Visit(Span span, String pods, int times, int events, long after, String how) {

    static Visit of(Span span, StormPod.Incarnation pod, int events, long after, String how) {
        return new Visit(span, pod.toString(), 1, events, after, how);
    }

    boolean isLike(Visit other) {
        return events == 0 && other.events == 0 && how.equals(other.how);
    }

    Visit and(Visit next) {
        return new Visit(new Span(span.from(), next.span.to()), next.pods, times + next.times, 0, after, how);
    }

    @Override
    public String toString() {
        return "%s %s: %d events after %d, then %s%s"
                .formatted(span, pods, events, after, how, times > 1 ? ", " + times + " times" : "");
    }
}
