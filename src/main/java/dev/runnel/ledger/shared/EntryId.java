package dev.runnel.ledger.shared;

/**
 * The id of an entry in a reply's stream: {@code EPOCH·2³² + SEQ + 1}, then {@code -1}; so the header, which comes
 * before the first event, is {@code EPOCH·2³²-1}, and the entry with which a pod takes the reply over {@code
 * EPOCH·2³²-0}. Redis accepts only growing ids, so that one entry both elects one of several pods that take over at
 * once (the same id is accepted once) and makes Redis refuse the pod of the epoch before, whose ids are smaller from
 * then on.
 *
 * @param epoch how often the reply was taken over
 * @param seq the last event of the entry; -1 for a header and a takeover
 * @param takeover whether this entry is a takeover
 */
record EntryId(long epoch, long seq, boolean takeover) {

    private static final int SEQ_BITS = 32;

    static EntryId events(long epoch, long lastSeq) {
        return new EntryId(epoch, lastSeq, false);
    }

    static EntryId header(long epoch) {
        return new EntryId(epoch, -1, false);
    }

    static EntryId takeover(long epoch) {
        return new EntryId(epoch, -1, true);
    }

    static EntryId parse(String id) {
        int dash = id.indexOf('-');
        long number = Long.parseLong(id.substring(0, dash));
        return new EntryId(number >>> SEQ_BITS, (number & ((1L << SEQ_BITS) - 1)) - 1, id.endsWith("-0"));
    }

    @Override
    public String toString() {
        return ((epoch << SEQ_BITS) + seq + 1) + (takeover ? "-0" : "-1");
    }
}
