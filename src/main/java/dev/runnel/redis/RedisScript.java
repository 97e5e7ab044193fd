package dev.runnel.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A Lua script that is called by its digest. Its text is sent only if Redis does not know it: the first time, and after
 * a restart.
 */
public final class RedisScript {

    private final String text;
    private final String digest;

    public RedisScript(String text) {
        this.text = text;
        this.digest = sha1(text);
    }

    /** Runs the script, which must name all its keys; in a cluster they share one slot. */
    public Uni<Response> run(RedisAPI redis, List<String> keys, List<String> arguments) {
        return redis.evalsha(command(digest, keys, arguments))
                .onFailure(RedisScript::isUnknown)
                .recoverWithUni(() -> redis.eval(command(text, keys, arguments)));
    }

    private static List<String> command(String script, List<String> keys, List<String> arguments) {
        List<String> command = new ArrayList<>(2 + keys.size() + arguments.size());
        command.add(script);
        command.add(Integer.toString(keys.size()));
        command.addAll(keys);
        command.addAll(arguments);
        return command;
    }

    private static boolean isUnknown(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    /** Redis names scripts by SHA-1; it is not used for security here. */
    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
