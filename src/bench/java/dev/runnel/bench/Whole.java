package dev.runnel.bench;

/**
 * What replies without streaming cost.
 *
 * @param machineMillis what the {@link MachineSpeed} took just before and after, on average
 * @param cpuMillis per request, of the service's process
 * @param latency of the service
 * @param latencyDirect of the provider, called in the same way just before
 */
record Whole(
        String subject,
        int requests,
        int failed,
        double requestsPerSecond,
        double machineMillis,
        double cpuMillis,
        Samples.Summary latency,
        Samples.Summary latencyDirect) {}
