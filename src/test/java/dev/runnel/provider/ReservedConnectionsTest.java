package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection that is kept for a call which is about to be made. */
class ReservedConnectionsTest extends ConnectionPoolsTestBase {

    @Test
    void no_connection_is_opened_to_be_reserved() throws Exception {
        ConnectionPools pools = pools(10);

        assertThat(reserve(pools, one)).isEmpty();
        assertThat(provider.openConnections()).isZero();
    }

    @Test
    void a_reserved_connection_is_nobody_elses_until_it_is_released() throws Exception {
        ConnectionPools pools = pools(10);
        Call first = result(ask(pools, one));
        awaitEnd(first, one);

        Reservation reserved = Reservation.of(reserve(pools, one).orElseThrow());
        Call meanwhile = result(ask(pools, one));
        awaitEnd(meanwhile, one);
        reserved.release();
        awaitTurn(one);
        Future<HttpClientRequest> again = reserve(pools, one).orElseThrow();

        assertThat(meanwhile.connection()).isNotSameAs(first.connection());
        assertThat(List.of(
                        result(again).connection(),
                        result(reserve(pools, one).orElseThrow()).connection()))
                .containsExactlyInAnyOrder(first.connection(), meanwhile.connection());
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void a_reserved_connection_that_a_call_has_taken_cannot_be_released() throws Exception {
        ConnectionPools pools = pools(10);
        awaitEnd(result(ask(pools, one)), one);

        Reservation reserved = Reservation.of(reserve(pools, one).orElseThrow());
        Call call = result(reserved.take().orElseThrow().map(Call::of));
        reserved.release();
        awaitEnd(call, one);

        assertThat(reserved.take()).isEmpty();
        assertThat(provider.openConnections()).isEqualTo(1);
    }
}
