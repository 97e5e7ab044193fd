package dev.runnel.bench;

import java.util.Map;

/**
 * What a rush of new streams leaves behind.
 *
 * @param failures streams by why they did not end well
 * @param wrong streams with a token missing, repeated or out of order
 * @param heapIdleMib alive before
 * @param heapAfterMib alive when what is kept of ended replies has expired
 */
record Burst(
        String subject,
        int streams,
        int complete,
        int wrong,
        Map<String, Integer> failures,
        Samples.Summary firstToken,
        double heapIdleMib,
        double heapAfterMib,
        double residentIdleMib,
        double residentPeakMib,
        double residentAfterMib) {}
