package dev.runnel.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.BesideTheApplication;
import org.junit.jupiter.api.Test;

/** A short storm, the same one in each build; {@code dev.runnel.bench.Storm} is the long one. */
@BesideTheApplication
class StormIT {

    @Test
    void whatever_is_killed_paused_and_cut_each_viewer_has_read_what_the_transcript_has() {
        StormReport report = StormRun.endure(StormPlan.brief(12));

        assertThat(report.isSound()).as(report.toString()).isTrue();
    }
}
