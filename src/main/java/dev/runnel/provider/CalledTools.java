package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The calls of tools in one answer, put together from the pieces that events bring. A piece belongs to the call with its
 * index. But servers leave the index out, or say 0 for every call; they leave the id out, repeat it, or make a new one
 * for each piece; they repeat the name, or the whole call ({@code docs/provider-cases.md}).
 */
final class CalledTools {

    /** More than any model calls at once. */
    private static final int MAX_CALLS = 128;

    /** All arguments together, in characters. A caller gets them in one event. */
    private static final int MAX_CHARACTERS = 256 * 1024;

    private final List<Call> calls = new ArrayList<>();
    private int characters;

    private static final class Call {
        private final int index;
        private final StringBuilder arguments = new StringBuilder();
        private String id = "";
        private String name = "";

        private Call(int index) {
            this.index = index;
        }

        private void add(CallPiece piece) {
            // The first id counts: callers name the result of the call by it.
            id = id.isEmpty() ? piece.id() : id;
            name = name.isEmpty() ? piece.name() : name;
            arguments.append(piece.arguments());
        }

        /** Whether the piece says nothing but what is known. */
        private boolean isKnown(CallPiece piece) {
            boolean repeats =
                    !name.isEmpty() && (piece.isAnonymous() || piece.id().equals(id));
            return piece.arguments().isEmpty()
                    ? repeats
                    : repeats && piece.arguments().contentEquals(arguments) && hasAllArguments();
        }

        private boolean hasAllArguments() {
            return isDocument(arguments.toString());
        }

        private ToolCall whole() {
            return new ToolCall(
                    id.isEmpty() ? "call_" + UUID.randomUUID().toString().replace("-", "") : id,
                    name,
                    // Some send nothing for a function that takes nothing.
                    arguments.isEmpty() ? "{}" : arguments.toString());
        }
    }

    /** Whether no call has begun. */
    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Whether there are more calls, or longer ones, than are passed on. */
    boolean isOversize() {
        return calls.size() > MAX_CALLS || characters > MAX_CHARACTERS;
    }

    /** Whether one of the calls has no name. */
    boolean isNameless() {
        return calls.stream().anyMatch(call -> call.name.isEmpty());
    }

    List<ToolCall> whole() {
        return calls.stream().map(Call::whole).toList();
    }

    /** @return whether there was anything new */
    boolean add(CallPieces pieces) {
        if (pieces.isAll()) {
            boolean first = calls.isEmpty();
            calls.clear();
            characters = 0;
            pieces.pieces().forEach(this::add);
            return first && !calls.isEmpty();
        }
        boolean news = false;
        for (CallPiece piece : pieces.pieces()) {
            news |= add(piece);
        }
        return news;
    }

    private boolean add(CallPiece piece) {
        if (isOversize()) {
            return false;
        }
        Call call = callOf(piece);
        if (call == null) {
            call = new Call(piece.index());
            calls.add(call);
        } else if (call.isKnown(piece)) {
            return false;
        }
        call.add(piece);
        characters += piece.arguments().length();
        return true;
    }

    /** Null if the piece begins a call. */
    private Call callOf(CallPiece piece) {
        if (piece.isWhole() || calls.isEmpty()) {
            return null;
        }
        Call last = calls.getLast();
        if (piece.index() == CallPiece.NOWHERE) {
            Call named = piece.id().isEmpty() ? null : withId(piece.id());
            return named != null ? named : unlessItBegins(last, piece);
        }
        Call there = at(piece.index());
        if (there == null) {
            return piece.isAnonymous() ? last : null;
        }
        return unlessItBegins(there, piece);
    }

    private Call withId(String id) {
        return calls.reversed().stream()
                .filter(call -> call.id.equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The last one, if several say that they are there. */
    private Call at(int index) {
        return calls.reversed().stream()
                .filter(call -> call.index == index)
                .findFirst()
                .orElse(null);
    }

    /** A name begins another call, if it comes with another id or after the last of the arguments. */
    private static Call unlessItBegins(Call call, CallPiece piece) {
        if (piece.name().isEmpty() || (!call.id.isEmpty() && piece.id().equals(call.id))) {
            return call;
        }
        boolean hasOtherId = !piece.id().isEmpty() && !call.id.isEmpty();
        boolean begins = hasOtherId
                ? call.arguments.isEmpty() || call.hasAllArguments()
                : !call.arguments.isEmpty()
                        && call.hasAllArguments()
                        && !(piece.arguments().isEmpty() && piece.name().equals(call.name));
        return begins ? null : call;
    }

    private static boolean isDocument(String text) {
        try (JsonParser json = WireReader.JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            json.skipChildren();
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
