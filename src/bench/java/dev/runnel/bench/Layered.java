package dev.runnel.bench;

/**
 * What reading the provider's tokens costs without the service.
 *
 * @param wrong tokens out of order, and streams that failed
 * @param machineMillis what the {@link MachineSpeed} took just before and after, on average
 * @param cpuMicros per token, of the process that reads
 * @param garbageBytes per token
 */
record Layered(
        String subject,
        int streams,
        long tokens,
        long wrong,
        double machineMillis,
        double cpuMicros,
        double garbageBytes) {}
