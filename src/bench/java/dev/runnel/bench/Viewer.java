package dev.runnel.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one streamed reply and judges it: every token once, in order, and an end only where the provider ended. */
final class Viewer implements Token.Listener {

    /** Why a reply failed that the service had no room for: it says when to try again. */
    static final String REFUSED = "refused";

    private static final byte[] NOTHING = new byte[0];
    private static final Pattern BILLED = Pattern.compile("\"(?:output|completion)_tokens\":(\\d+)");
    private static final Pattern REPLY = Pattern.compile("\"reply_id\":\"([^\"]+)\"");
    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)}$");
    private static final Pattern CODE = Pattern.compile("\"code\":\"(\\w+)\"");

    private final ScriptedReply order;
    private final Tally tally;
    private final long asked = Token.now();
    private HttpClientResponse response;
    private byte[] partial = NOTHING;
    private String replyId = "";
    private String lastLine = "";
    private long next;
    private long billed = -1;
    private long now;
    private boolean mayEndEarly;
    private boolean willReturn;
    /** What was wrong first; empty while nothing is. */
    private String mistake = "";

    private final Token.Reader tokens = new Token.Reader(this);
    private boolean terminal;
    private boolean ended;

    Viewer(ScriptedReply order, Tally tally) {
        this.order = order;
        this.tally = tally;
        tally.open.incrementAndGet();
    }

    /** Reads a response: the reply, or the rest of it. */
    void read(HttpClientResponse response) {
        this.response = response;
        willReturn = false;
        // Half a line that a lost connection has left is of no use to the next one.
        partial = NOTHING;
        if (response.statusCode() == 200) {
            response.handler(this::feed);
        } else {
            boolean mayTryAgain = response.getHeader("Retry-After") != null;
            end(response.statusCode() == 503 && mayTryAgain ? REFUSED : "status " + response.statusCode());
        }
    }

    /** Reads an event that came by itself, as one message. */
    void hear(byte[] event) {
        now = Token.now();
        readLine(event, 0, event.length);
    }

    private void feed(Buffer buffer) {
        now = Token.now();
        byte[] bytes = buffer.getBytes();
        if (partial.length > 0) {
            byte[] joined = Arrays.copyOf(partial, partial.length + bytes.length);
            System.arraycopy(bytes, 0, joined, partial.length, bytes.length);
            bytes = joined;
        }
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                readLine(bytes, start, i);
                start = i + 1;
            }
        }
        partial = start == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, start, bytes.length);
    }

    private void readLine(byte[] bytes, int start, int end) {
        if (start == end) {
            return;
        }
        long before = next;
        tokens.read(bytes, start, end);
        // Undisturbed streams decode no token's line: reading must cost little.
        if (next == before || order.isDisturbed()) {
            readLine(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        }
    }

    private void readLine(String line) {
        lastLine = line.startsWith("data: ") ? line : lastLine;
        replyId = replyId.isEmpty() ? find(REPLY, line, "") : replyId;
        billed = Long.parseLong(find(BILLED, line, "" + billed));
        if (line.contains("\"type\":\"complete\"") || line.contains("[DONE]")) {
            finish();
        } else if (line.contains("\"type\":\"error\"")) {
            terminal = true;
            end(find(CODE, line, "error"));
        }
    }

    private static String find(Pattern pattern, String line, String otherwise) {
        Matcher found = pattern.matcher(line);
        return found.find() ? found.group(1) : otherwise;
    }

    @Override
    public void onToken(long number, long sentMicros) {
        if (number != next || terminal) {
            note("token " + number + " in place of " + next + (terminal ? ", after the end" : ""));
        }
        if (next == 0) {
            tally.firstToken(now - asked);
        }
        next = number + 1;
        tally.tokens.incrementAndGet();
        tally.transit(Token.since(sentMicros, now));
    }

    /** The reply says that it is whole; whether it is, is known from its order, or from what the provider billed. */
    private void finish() {
        terminal = true;
        long expected = order.tokens() == ScriptedReply.UNTIL_TOLD ? billed : order.tokens();
        if (next != expected && !mayEndEarly) {
            note("whole after " + next + " of " + expected + " tokens");
        }
        end("");
    }

    /** The connection has ended. A viewer that will come back does not mind. */
    void closed(String how) {
        if (!willReturn) {
            end(how);
        }
    }

    /** The connection is gone. It happens to hardly any, so each tells its own story. */
    void lost(Throwable cause) {
        closed("connection lost before token " + next + " of \"" + order.message() + "\": " + cause);
    }

    /** The reply is about to be stopped: it may end with what it has. */
    void expectStop() {
        mayEndEarly = true;
    }

    /** The connection may end before the reply does: whoever reads will come back for the rest. */
    void willReturn() {
        willReturn = true;
    }

    /** Stops reading for a while, as a page on a bad line does. */
    void pause() {
        response.pause();
    }

    void resume() {
        response.resume();
    }

    void disconnect() {
        response.request().connection().close();
    }

    /** Goes away on purpose; what was read so far is judged all the same. */
    void leave() {
        if (!ended) {
            tally.left.incrementAndGet();
            settle();
            disconnect();
        }
    }

    /** Names the reply, once it has begun. */
    String replyId() {
        return replyId;
    }

    /** The last event that was read; -1 for none. */
    long lastSeq() {
        return Long.parseLong(find(SEQ, lastLine, "-1"));
    }

    boolean isEnded() {
        return ended;
    }

    /** @param failure why it did not end well; empty when it did */
    private void end(String failure) {
        if (ended) {
            return;
        }
        if (!failure.isEmpty()) {
            tally.fail(failure);
        } else if (mistake.isEmpty()) {
            tally.complete.incrementAndGet();
        }
        settle();
    }

    private void settle() {
        ended = true;
        tally.open.decrementAndGet();
        if (!mistake.isEmpty()) {
            tally.wrong.incrementAndGet();
            System.out.println("Wrong: " + mistake + ", reply " + replyId + " of \"" + order.message() + "\"");
        }
    }

    private void note(String what) {
        mistake = mistake.isEmpty() ? what : mistake;
    }
}
