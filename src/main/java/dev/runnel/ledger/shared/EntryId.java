package dev.runnel.ledger.shared;

/**
 * The id of an entry in a reply's stream. It is {@code EPOCH·2³² + SEQ + 1}, a dash, and 0 for a takeover or 1 for any
 * other entry. So the header, which comes before the first event, is {@code EPOCH·2³²-1}, and the takeover that begins
 * an epoch {@code EPOCH·2³²-0}.
 *
 * <p>Redis accepts only growing ids. So the same takeover entry does two things. It elects one of several pods that
 * take over at once, because Redis accepts the same id only once. And it fences the previous writer: ids of the epoch
 * before are smaller, so Redis refuses them from then on.
 *
 * @param epoch how often the reply was taken over
 * @param seq the number of the entry's last event; -1 for a header and a takeover
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
