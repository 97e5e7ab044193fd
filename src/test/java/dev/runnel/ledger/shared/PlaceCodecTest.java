package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a turn belongs, as pods of all versions tell each other. */
class PlaceCodecTest {

    private static final ReplyId TURN = new ReplyId("nKcCYj_4czldqiiKY4uKmQ");

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of(TurnPlace.NEXT, Optional.empty()),
                Arguments.of(TurnPlace.FIRST, Optional.of("")),
                Arguments.of(new TurnPlace.After(TURN, true), Optional.of("nKcCYj_4czldqiiKY4uKmQ")),
                Arguments.of(new TurnPlace.After(TURN, false), Optional.of("?nKcCYj_4czldqiiKY4uKmQ")));
    }

    /** The text is what is in Redis while pods of two versions run: it must stay as it is. */
    @ParameterizedTest
    @MethodSource("forms")
    void each_place_has_one_form(TurnPlace place, Optional<String> written) {
        assertThat(PlaceCodec.encode(place)).isEqualTo(written);
        assertThat(PlaceCodec.decode(written)).isEqualTo(place);
    }

    @Test
    void a_pod_of_before_there_were_branches_wrote_nothing_which_is_the_end_of_the_branch() {
        assertThat(PlaceCodec.decode(Optional.empty())).isEqualTo(TurnPlace.NEXT);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void what_a_newer_version_may_write_is_the_end_of_the_branch_and_no_failure(String written) {
        assertThat(PlaceCodec.decode(Optional.of(written))).isEqualTo(TurnPlace.NEXT);
    }

    static Stream<String> unreadable() {
        return Stream.of("?", "??nKcCYj_4czldqiiKY4uKmQ", "a turn", "{\"after\":\"x\"}", "..", "x".repeat(129));
    }
}
