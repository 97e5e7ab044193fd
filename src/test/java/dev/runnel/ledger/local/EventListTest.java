package dev.runnel.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventListTest {

    private static final ReplyEvent WAITING =
            new ReplyEvent.Progress(ReplyEvent.Stage.WAITING, new ReplyId("reply"), new SessionId("session"));

    private final EventList list = new EventList();

    @Test
    void events_come_back_as_they_were_and_in_their_order() {
        List<ReplyEvent> events = List.of(
                WAITING,
                new ReplyEvent.Chunk("Hello"),
                WAITING,
                WAITING,
                new ReplyEvent.Chunk(" "),
                new ReplyEvent.Chunk("🌊"),
                new ReplyEvent.Chunk(""),
                new ReplyEvent.Chunk("you"));

        events.forEach(list::add);

        assertThat(read()).isEqualTo(numbered(events));
    }

    @Test
    void what_the_model_thinks_comes_back_in_its_place_and_is_no_text() {
        List<ReplyEvent> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(
                    switch (i % 7) {
                        case 0 -> WAITING;
                        case 1, 2 -> new ReplyEvent.Chunk("word");
                        case 3 -> new ReplyEvent.Reasoning("");
                        default -> i < 100 ? WAITING : new ReplyEvent.Reasoning("thought" + i);
                    });
        }

        events.forEach(list::add);

        assertThat(read()).isEqualTo(numbered(events));
        assertThat(list.text()).isEqualTo("word".repeat(286));
        list.trim();
        assertThat(read()).isEqualTo(numbered(events));
    }

    @Test
    void half_a_character_stays_half_a_character() {
        List<ReplyEvent> events = List.of(new ReplyEvent.Chunk("\uD83C"), new ReplyEvent.Chunk("\uDF0A"));

        events.forEach(list::add);

        assertThat(read()).isEqualTo(numbered(events));
    }

    @Test
    void a_long_reply_is_the_same_before_and_after_it_has_ended() {
        List<ReplyEvent> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(i % 100 == 0 ? WAITING : new ReplyEvent.Chunk("word" + i));
        }

        events.forEach(list::add);

        assertThat(read()).isEqualTo(numbered(events));
        list.trim();
        assertThat(read()).isEqualTo(numbered(events));
    }

    private List<SequencedEvent> read() {
        List<SequencedEvent> read = new ArrayList<>();
        for (int seq = 0; seq < list.size(); seq++) {
            read.add(list.get(seq));
        }
        return read;
    }

    private static List<SequencedEvent> numbered(List<ReplyEvent> events) {
        List<SequencedEvent> numbered = new ArrayList<>();
        events.forEach(event -> numbered.add(new SequencedEvent(numbered.size(), event)));
        return numbered;
    }
}
