package dev.runnel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A port for a process that is about to start.
 *
 * <p>None of those that systems give to who connects (from 32,768 on Linux, from 49,152 elsewhere): such a one may be given
 * away before the process listens. It even may be given to who asks whether the process listens yet; TCP connects a
 * socket to itself then, and they read their own request as the answer.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int BOUND = 32_000;

    private FreePort() {}

    public static int find() {
        return findWithNext(0);
    }

    /** A port that is free together with the one that lies this much further. */
    public static int findWithNext(int distance) {
        return IntStream.generate(() -> RandomGenerator.getDefault().nextInt(FIRST, BOUND - distance))
                .filter(port -> isFree(port) && isFree(port + distance))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
