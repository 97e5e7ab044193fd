package dev.runnel.http.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was compressed comes out of the JDK's own reader as it went in, each part as soon as it has come. */
class DeflateStreamTest {

    private static final int REMEMBERED = 1024;

    private final Random random = new Random(32);

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 12, 15})
    void whatever_is_sent_in_whatever_parts_can_be_read(int windowBits) throws DataFormatException {
        for (int round = 0; round < 200; round++) {
            DeflateStream stream = new DeflateStream(1 << (7 + random.nextInt(6)), windowBits);
            Inflater reader = new Inflater(true);
            for (int part = 0; part < 20; part++) {
                byte[] plain = bytes(random.nextInt(part == 10 ? 70_000 : 300));
                assertThat(read(reader, stream.compress(plain))).isEqualTo(plain);
            }
            reader.end();
        }
    }

    /** Of few different bytes, or of all, and with repetitions near and far. */
    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        int different = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
        int distance = 1 + random.nextInt(600);
        for (int i = 0; i < length; i++) {
            boolean repeats = i >= distance && random.nextInt(8) > 0;
            bytes[i] = repeats ? bytes[i - distance] : (byte) random.nextInt(different);
        }
        return bytes;
    }

    @Test
    void copies_of_all_lengths_are_read_as_such() throws DataFormatException {
        DeflateStream stream = new DeflateStream(REMEMBERED, DeflateStream.LARGEST_WINDOW_BITS);
        Inflater reader = new Inflater(true);
        byte[] words = bytes(300);
        for (int length = 0; length <= words.length; length++) {
            byte[] plain = new byte[length];
            System.arraycopy(words, 0, plain, 0, length);
            assertThat(read(reader, stream.compress(plain))).isEqualTo(plain);
        }
        reader.end();
    }

    /** A reader that keeps no more than its window finds everything there. */
    @ParameterizedTest
    @ValueSource(ints = {8, 10, 13})
    void nothing_refers_to_what_is_out_of_the_window(int windowBits) throws DataFormatException {
        DeflateStream stream = new DeflateStream(1 << 14, windowBits);
        byte[] seen = {};
        byte[] words = bytes(900);
        for (int part = 0; part < 300; part++) {
            byte[] plain = new byte[30];
            System.arraycopy(words, 30 * random.nextInt(30), plain, 0, plain.length);
            Inflater reader = new Inflater(true);
            int window = Math.min(seen.length, 1 << windowBits);
            reader.setDictionary(seen, seen.length - window, window);
            assertThat(read(reader, stream.compress(plain))).isEqualTo(plain);
            reader.end();
            ByteArrayOutputStream more = new ByteArrayOutputStream();
            more.writeBytes(seen);
            more.writeBytes(plain);
            seen = more.toByteArray();
        }
    }

    @Test
    void what_was_forgotten_is_not_referred_to() throws DataFormatException {
        DeflateStream stream = new DeflateStream(REMEMBERED, DeflateStream.LARGEST_WINDOW_BITS);
        byte[] plain = "the same words ".repeat(20).getBytes(StandardCharsets.UTF_8);
        for (int time = 0; time < 500; time++) {
            Inflater reader = new Inflater(true);
            assertThat(read(reader, stream.compress(plain))).isEqualTo(plain);
            reader.end();
            stream.forget();
        }
    }

    @Test
    void an_event_takes_a_third_of_its_bytes() {
        DeflateStream stream = new DeflateStream(REMEMBERED, DeflateStream.LARGEST_WINDOW_BITS);
        String[] words = "the quick model answers with words that people read while it goes on".split(" ");
        int plainBytes = 0;
        int sentBytes = 0;
        for (int seq = 0; seq < 1000; seq++) {
            String word = words[random.nextInt(words.length)];
            byte[] plain = ("data: {\"type\":\"chunk\",\"content\":\" " + word + "\",\"seq\":" + seq + "}\n\n")
                    .getBytes(StandardCharsets.UTF_8);
            plainBytes += plain.length;
            sentBytes += stream.compress(plain).length;
        }
        assertThat(sentBytes).isLessThan(plainBytes / 3);
    }

    private static byte[] read(Inflater reader, byte[] blocks) throws DataFormatException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] some = new byte[4096];
        reader.setInput(blocks);
        for (int read = reader.inflate(some); read > 0; read = reader.inflate(some)) {
            plain.write(some, 0, read);
        }
        return plain.toByteArray();
    }
}
