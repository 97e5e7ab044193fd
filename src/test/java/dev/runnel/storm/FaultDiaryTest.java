package dev.runnel.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.storm.FaultDiary.Standing;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** To whom what was promised. */
class FaultDiaryTest {

    private static final Fault KILL = new Fault.Kill(0, Duration.ZERO);
    private static final Span NOW = new Span(Duration.ZERO, Duration.ofSeconds(60));
    private static final Set<String> WRITER = Set.of("pod 0#1");

    private final FaultDiary diary = new FaultDiary(new StormClock(), Duration.ofSeconds(5));

    @Test
    void every_word_is_promised_when_a_pod_is_killed_and_when_redis_is_away() {
        happens(KILL, "pod 0#1");
        assertThat(diary.standing(NOW, WRITER)).isEqualTo(Standing.REDIS_WELL);

        FaultDiary another = new FaultDiary(new StormClock(), Duration.ofSeconds(5));
        another.begins(new Fault.RedisCut(), "Redis");
        assertThat(another.standing(NOW, WRITER)).isEqualTo(Standing.REDIS_ILL);
    }

    @Test
    void less_is_promised_when_the_pod_that_wrote_the_reply_goes_while_redis_is_away() {
        happens(new Fault.RedisCut(), "Redis");
        happens(KILL, "pod 0#1");
        assertThat(diary.standing(NOW, WRITER)).isEqualTo(Standing.BOTH);
        assertThat(diary.standing(NOW, Set.of("pod 1#1"))).isEqualTo(Standing.REDIS_ILL);
    }

    @Test
    void a_redis_that_is_a_little_slow_is_none_that_is_away() {
        happens(new Fault.RedisSlow(Duration.ofMillis(20), Duration.ZERO), "Redis");
        happens(KILL, "pod 0#1");
        assertThat(diary.standing(NOW, WRITER)).isEqualTo(Standing.REDIS_WELL);
    }

    @Test
    void only_a_redis_that_starts_empty_has_forgotten() {
        happens(new Fault.RedisRestart(Duration.ZERO), "Redis");
        assertThat(diary.forgot(NOW)).isFalse();
        happens(new Fault.RedisLoss(Duration.ZERO), "Redis");
        assertThat(diary.forgot(NOW)).isTrue();
    }

    private void happens(Fault fault, String where) {
        diary.begins(fault, where);
        diary.ends(fault);
    }
}
