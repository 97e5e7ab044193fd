package dev.runnel.bench;

/**
 * What a number of open streams costs.
 *
 * @param complete streams that ended whole and in order
 * @param wrong streams that missed, repeated or mixed up a token, or looked complete and were not
 * @param failed streams that were refused or ended with an error
 * @param machineMillis what the {@link MachineSpeed} took just before and after, on average
 * @param cpuMicros per token, of the subject's process
 * @param transit from the provider to the viewer
 * @param firstToken from the request to the first token, while the other streams run
 * @param firstTokenDirect the same without the subject, taken in turns with it
 * @param heapKib per open stream, alive
 * @param residentKib per open stream, with the garbage of the moment
 * @param garbageBytes per token
 * @param redisPerToken commands while streams run, those within scripts included
 * @param redisPerReply commands beyond that for a reply's beginning and end
 */
record Steady(
        String subject,
        int streams,
        int tokensPerSecond,
        int complete,
        int wrong,
        int failed,
        double machineMillis,
        double cpuMicros,
        Samples.Summary transit,
        Samples.Summary firstToken,
        Samples.Summary firstTokenDirect,
        double heapKib,
        double residentKib,
        double garbageBytes,
        double redisPerToken,
        double redisPerReply) {

    double addedP50() {
        return firstToken.p50() - firstTokenDirect.p50();
    }

    double addedP99() {
        return firstToken.p99() - firstTokenDirect.p99();
    }
}
