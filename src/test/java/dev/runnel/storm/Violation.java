package dev.runnel.storm;

/** Something that must never be. */
record Violation(Kind kind, String what) {

    /** What was violated. */
    enum Kind {
        /** A viewer has read otherwise than the transcript has it. */
        READ_OTHERWISE(true),
        /** A viewer was sent a number twice. */
        SEQ_TWICE(true),
        /** A viewer missed a number. */
        SEQ_MISSING(true),
        /** Under one number a viewer has seen one event, and who comes later sees another. */
        EVENT_CHANGED(true),
        /** A viewer was never told that the reply has ended. */
        NO_END(true),
        /** Something came after the end. */
        AFTER_THE_END(false),
        /** A reply that was cut says that it is whole. */
        CUT_LOOKS_COMPLETE(false),
        /** Words of the provider are missing, or there twice, in the transcript itself. */
        WORDS_LOST(true),
        /** A message was asked twice, or although it was withdrawn. */
        ASKED_OTHERWISE(true),
        /** The transcript does not have what the user said in between, or has it twice. */
        STEERED_OTHERWISE(true),
        /** The transcript does not have the reply. */
        NOT_REMEMBERED(true),
        /** The transcript says that the reply ended otherwise than viewers were told. */
        ENDED_OTHERWISE(true),
        /** The transcript was another one later. */
        REMEMBERED_OTHERWISE_LATER(true),
        /** After the end of a reply its user was refused the next one. */
        PLACE_KEPT(false),
        /** In the end something was still open. */
        LEFT_OPEN(false),
        /** A process did not end, or start, or serve again. */
        DID_NOT_RECOVER(false);

        private final boolean excusable;

        Kind(boolean excusable) {
            this.excusable = excusable;
        }

        /** Whether it may be when a pod went together with Redis: what both have lost is lost. */
        boolean isExcusable() {
            return excusable;
        }
    }
}
