package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.RawConnection;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody takes all connections alone. */
@QuarkusTest
@TestProfile(AttackProfiles.Open.class)
class ConnectionsTest extends AttackSuite {

    private static final int MAX_PER_ADDRESS = 20;
    private static final String GREEDY = "127.0.0.9";
    private static final String QUESTION = "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    void who_has_too_many_gets_no_further_one_and_all_others_do() {
        List<RawConnection> held = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_PER_ADDRESS; i++) {
                RawConnection connection = RawConnection.to(port(), GREEDY);
                held.add(connection);
                assertThat(isServed(connection)).isTrue();
            }
            try (RawConnection another = RawConnection.to(port(), GREEDY);
                    RawConnection neighbour = RawConnection.to(port(), "127.0.0.10")) {
                assertThat(isServed(another)).isFalse();
                assertThat(isServed(neighbour)).isTrue();
            }
            held.removeLast().close();
            await().until(() -> {
                try (RawConnection again = RawConnection.to(port(), GREEDY)) {
                    return isServed(again);
                }
            });
        } finally {
            held.forEach(RawConnection::close);
        }
    }

    private static boolean isServed(RawConnection connection) {
        connection.send(QUESTION);
        return connection.answer().isPresent();
    }
}
