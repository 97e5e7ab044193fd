package dev.runnel.bench;

/** What the service takes before anybody asks it anything. */
record Start(String subject, double readyMillis, double residentMib, double heapMib, int threads) {

    static Start of(String subject, Service service) {
        ProcessStats idle = service.inspector().lookAfterCollection();
        return new Start(
                subject,
                service.startup().toNanos() / 1e6,
                idle.residentBytes() / 1024.0 / 1024,
                idle.heapBytes() / 1024.0 / 1024,
                idle.threads());
    }
}
