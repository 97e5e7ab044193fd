package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is asked of the place where the keys of users are kept. */
abstract class UserKeysContract {

    static final Duration TTL = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UserId ada = new UserId("ada-" + UUID.randomUUID());
    private final UserId eve = new UserId("eve-" + UUID.randomUUID());

    abstract UserKeys keys();

    abstract void advance(Duration time);

    @Test
    void a_key_is_made_once() {
        assertThat(find(ada)).isEmpty();
        byte[] key = of(ada);
        assertThat(key).hasSize(UserKeys.LENGTH);
        assertThat(of(ada)).isEqualTo(key);
        assertThat(find(ada)).hasValueSatisfying(found -> assertThat(found).isEqualTo(key));
    }

    @Test
    void each_user_has_another() {
        assertThat(of(ada)).isNotEqualTo(of(eve));
    }

    @Test
    void a_key_lives_from_its_last_use_on() {
        byte[] key = of(ada);
        advance(TTL.minusMinutes(1));
        assertThat(find(ada)).isPresent();
        advance(TTL.minusMinutes(1));
        assertThat(of(ada)).isEqualTo(key);
        advance(TTL.plusMinutes(1));
        assertThat(find(ada)).isEmpty();
    }

    @Test
    void a_forgotten_key_never_comes_back() {
        byte[] key = of(ada);
        byte[] other = of(eve);
        keys().forget(ada).await().atMost(PATIENCE);
        assertThat(find(ada)).isEmpty();
        assertThat(of(ada)).isNotEqualTo(key);
        assertThat(of(eve)).isEqualTo(other);
    }

    byte[] of(UserId user) {
        return keys().of(user).await().atMost(PATIENCE);
    }

    Optional<byte[]> find(UserId user) {
        return keys().find(user).await().atMost(PATIENCE);
    }
}
