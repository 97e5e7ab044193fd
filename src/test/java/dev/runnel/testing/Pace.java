package dev.runnel.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When the parts of an answer go out, and in what pieces ({@code pieceBytes} 0: whole). */
record Pace(List<Action> beforeHeaders, Duration beforeFirstToken, Duration betweenTokens, int pieceBytes) {
    static final Pace AT_ONCE = new Pace(List.of(), Duration.ZERO, Duration.ZERO, 0);

    Pace {
        beforeHeaders = List.copyOf(beforeHeaders);
    }

    Pace addBeforeHeaders(Action wait) {
        List<Action> waits = new ArrayList<>(beforeHeaders);
        waits.add(wait);
        return new Pace(waits, beforeFirstToken, betweenTokens, pieceBytes);
    }

    Pace withBeforeFirstToken(Duration delay) {
        return new Pace(beforeHeaders, delay, betweenTokens, pieceBytes);
    }

    Pace withBetweenTokens(Duration delay) {
        return new Pace(beforeHeaders, beforeFirstToken, delay, pieceBytes);
    }

    Pace withPieceBytes(int bytes) {
        return new Pace(beforeHeaders, beforeFirstToken, betweenTokens, bytes);
    }
}
