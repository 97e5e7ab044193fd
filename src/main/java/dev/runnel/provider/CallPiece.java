package dev.runnel.provider;

/**
 * A piece of a call of a tool, as one event brings it. What the event does not say is empty.
 *
 * @param index the call's place among all; {@link #NOWHERE} if it is not said
 * @param arguments the next characters
 * @param isWhole whether nothing more of this call comes
 */
record CallPiece(int index, String id, String name, String arguments, boolean isWhole) {

    static final int NOWHERE = -1;

    static CallPiece whole(String id, String name, String arguments) {
        return new CallPiece(NOWHERE, id, name, arguments, true);
    }

    CallPiece asWhole() {
        return whole(id, name, arguments);
    }

    boolean isAnonymous() {
        return id.isEmpty() && name.isEmpty();
    }
}
