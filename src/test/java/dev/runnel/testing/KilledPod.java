package dev.runnel.testing;

import dev.runnel.ReplyId;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a pod leaves in Redis that is killed while it writes a reply: copies of replies, which no living pod writes. */
public final class KilledPod {

    /** In which the header names its pod. */
    private static final String POD = "p";

    /**
     * Keys: log and given prompt, and the same of the copy. Arguments: how many entries the pod has written, and then
     * fields with what they have in the copy.
     */
    private static final String COPY = """
            local other = {}
            for i = 2, #ARGV, 2 do other[ARGV[i]] = ARGV[i + 1] end
            for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[1])) do
              local fields = entry[2]
              for i = 1, #fields, 2 do fields[i + 1] = other[fields[i]] or fields[i + 1] end
              redis.call('XADD', KEYS[3], entry[1], unpack(fields))
            end
            local prompt = redis.call('GET', KEYS[2])
            if prompt then redis.call('SET', KEYS[4], prompt) end
            return 1
            """;

    private KilledPod() {}

    /** A copy of all that is there of a reply. */
    public static ReplyId leaving(TestRedis redis, ReplyId reply) {
        return leaving(redis, reply, Integer.MAX_VALUE, Map.of());
    }

    /**
     * A copy of the header alone.
     *
     * @param changed fields of it that are different in the copy
     */
    public static ReplyId leavingTheHeader(TestRedis redis, ReplyId reply, Map<String, String> changed) {
        return leaving(redis, reply, 1, changed);
    }

    private static ReplyId leaving(TestRedis redis, ReplyId reply, int entries, Map<String, String> changed) {
        ReplyId copy = ReplyId.random();
        List<String> command = new ArrayList<>(List.of(COPY, "4", log(reply), prompt(reply), log(copy), prompt(copy)));
        command.addAll(List.of(Integer.toString(entries), POD, "killed"));
        changed.forEach((field, value) -> command.addAll(List.of(field, value)));
        redis.ask(Command.EVAL, command.toArray(String[]::new));
        return copy;
    }

    public static String log(ReplyId reply) {
        return "runnel:{" + reply + "}:log";
    }

    private static String prompt(ReplyId reply) {
        return "runnel:{" + reply + "}:prompt";
    }
}
