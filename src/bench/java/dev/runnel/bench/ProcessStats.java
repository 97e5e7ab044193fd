package dev.runnel.bench;

import java.time.Duration;

/**
 * How a process is at one moment. What counts up is of use as a difference only.
 *
 * @param cpu of all its threads
 * @param residentBytes physical memory
 * @param allocatedBytes heap that was ever asked for
 * @param heapBytes what the last collection found alive
 * @param directBytes memory of buffers outside the heap
 * @param descriptors open files and connections
 */
record ProcessStats(
        Duration cpu,
        long residentBytes,
        long allocatedBytes,
        long heapBytes,
        long directBytes,
        int threads,
        long descriptors,
        Duration collecting) {}
