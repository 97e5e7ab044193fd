package dev.runnel.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a seed means. */
class ScheduleTest {

    @Test
    void the_same_seed_draws_the_same_faults_and_another_one_draws_others() {
        assertThat(draw(5)).isEqualTo(draw(5)).isNotEqualTo(draw(6));
    }

    @Test
    void some_minutes_have_faults_of_every_kind_and_all_within_the_storm() {
        Schedule schedule = draw(5);

        assertThat(schedule.faults())
                .extracting(planned -> planned.fault().getClass().getSimpleName())
                .contains("Kill", "Terminate", "Pause")
                .contains("RedisCut", "RedisHalfClose", "RedisSlow", "RedisRestart", "RedisLoss");
        assertThat(schedule.faults())
                .allMatch(planned ->
                        planned.at().compareTo(StormPlan.ofMinutes(10, 5).length()) < 0);
    }

    @Test
    void the_short_storm_of_each_build_kills_a_pod() {
        assertThat(LongStream.of(12).mapToObj(StormPlan::brief).map(Schedule::draw))
                .allSatisfy(schedule -> assertThat(schedule.faults())
                        .extracting(Schedule.Planned::fault)
                        .hasAtLeastOneElementOfType(Fault.Kill.class));
    }

    private static Schedule draw(long seed) {
        return Schedule.draw(StormPlan.ofMinutes(10, seed));
    }
}
