package dev.runnel.provider;

import java.util.List;

/**
 * What one event says of calls of tools.
 *
 * @param isAll whether these are all calls of the answer, also those of which earlier events have told
 */
record CallPieces(List<CallPiece> pieces, boolean isAll) {

    CallPieces {
        pieces = List.copyOf(pieces);
    }

    /** Of a message that has everything. */
    static CallPieces all(List<CallPiece> pieces) {
        return new CallPieces(pieces.stream().map(CallPiece::asWhole).toList(), true);
    }
}
