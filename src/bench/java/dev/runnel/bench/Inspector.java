package dev.runnel.bench;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into another JVM of this machine, with the JDK's own means. */
final class Inspector implements AutoCloseable {

    private final ProcessHandle process;
    private final JMXConnector connector;

    Inspector(ProcessHandle process) {
        this.process = process;
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            String address = machine.startLocalManagementAgent();
            machine.detach();
            this.connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessStats look() {
        Duration collecting = beans(GarbageCollectorMXBean.class).stream()
                .map(collector -> Duration.ofMillis(collector.getCollectionTime()))
                .reduce(Duration.ZERO, Duration::plus);
        long direct = beans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return new ProcessStats(
                cpu(),
                residentBytes(),
                bean(ThreadMXBean.class).getTotalThreadAllocatedBytes(),
                aliveBytes(),
                direct,
                bean(ThreadMXBean.class).getThreadCount(),
                bean(UnixOperatingSystemMXBean.class).getOpenFileDescriptorCount(),
                collecting);
    }

    /** The same, with only what is alive on the heap. */
    ProcessStats lookAfterCollection() {
        // Twice: what the first collection finds unreachable may hold on to more until it is enqueued.
        bean(MemoryMXBean.class).gc();
        bean(MemoryMXBean.class).gc();
        return look();
    }

    /** What was left on the heap when it was last collected: what has come since then is mostly garbage. */
    private long aliveBytes() {
        return beans(MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends PlatformManagedObject> T bean(Class<T> type) {
        try {
            return ManagementFactory.getPlatformMXBean(connection(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends PlatformManagedObject> List<T> beans(Class<T> type) {
        try {
            return ManagementFactory.getPlatformMXBeans(connection(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MBeanServerConnection connection() throws IOException {
        return connector.getMBeanServerConnection();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The process is gone, and the connection with it.
        }
    }
}
