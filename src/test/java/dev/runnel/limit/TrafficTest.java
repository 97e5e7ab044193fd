package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.UserId;
import dev.runnel.testing.FakeClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a user may do beside asking, as one pod counts it. */
class TrafficTest {

    private static final int READS = 6;
    private static final int DELETIONS = 3;

    private final UserId ann = new UserId("ann");
    private final UserId bob = new UserId("bob");
    private final FakeClock clock = new FakeClock();
    private final Traffic traffic =
            new Traffic(new Limits(1, 1, 0, 1, READS, DELETIONS, 2, 3, Duration.ofSeconds(1)), clock);

    @Test
    void a_user_reads_as_much_as_is_allowed_and_is_told_when_again() {
        for (int i = 0; i < READS; i++) {
            assertThat(refusal(traffic.read(ann))).isEmpty();
        }
        assertThat(refusal(traffic.read(ann))).contains(Duration.ofSeconds(10));
        assertThat(refusal(traffic.read(bob))).isEmpty();
        assertThat(refusal(traffic.delete(ann))).isEmpty();

        clock.advance(Duration.ofSeconds(10));

        assertThat(refusal(traffic.read(ann))).isEmpty();
        assertThat(refusal(traffic.read(ann))).isPresent();
    }

    @Test
    void a_user_erases_as_much_as_is_allowed() {
        for (int i = 0; i < DELETIONS; i++) {
            assertThat(refusal(traffic.delete(ann))).isEmpty();
        }
        assertThat(refusal(traffic.delete(ann))).contains(Duration.ofSeconds(20));
        assertThat(refusal(traffic.delete(bob))).isEmpty();
    }

    @Test
    void a_user_holds_so_many_streams_and_another_one_when_one_has_ended() {
        traffic.opened(ann);
        traffic.opened(ann);
        assertRefused(ann, FailureCode.TOO_MANY_REPLIES);
        assertThatCode(() -> traffic.checkStream(bob)).doesNotThrowAnyException();

        traffic.closed(ann);

        assertThatCode(() -> traffic.checkStream(ann)).doesNotThrowAnyException();
    }

    @Test
    void a_pod_holds_so_many_streams_of_all_users() {
        traffic.opened(ann);
        traffic.opened(ann);
        traffic.opened(bob);
        assertRefused(new UserId("cid"), FailureCode.OVERLOADED);

        traffic.closed(bob);

        assertThatCode(() -> traffic.checkStream(new UserId("cid"))).doesNotThrowAnyException();
    }

    private void assertRefused(UserId user, FailureCode code) {
        assertThatThrownBy(() -> traffic.checkStream(user)).isInstanceOfSatisfying(FailureException.class, refused -> {
            assertThat(refused.failure().code()).isEqualTo(code);
            assertThat(refused.failure().retryAfter()).isPresent();
        });
    }

    /** How long to wait; empty when it was allowed. */
    private static Optional<Duration> refusal(Uni<Void> asked) {
        try {
            asked.await().indefinitely();
            return Optional.empty();
        } catch (FailureException refused) {
            assertThat(refused.failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
            return refused.failure().retryAfter();
        }
    }
}
