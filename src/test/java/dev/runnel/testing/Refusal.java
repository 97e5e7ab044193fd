package dev.runnel.testing;

/** Why a provider answers with an error; {@code message} is empty where the dialect's own text is good enough. */
record Refusal(Reason reason, int status, String message) {
    enum Reason {
        STATUS,
        CONTEXT_LENGTH,
        CONTENT_FILTER,
        PREFILL
    }

    static Refusal ofStatus(int status, String message) {
        return new Refusal(Reason.STATUS, status, message);
    }

    String messageOr(String usual) {
        return message.isEmpty() ? usual : message;
    }
}
