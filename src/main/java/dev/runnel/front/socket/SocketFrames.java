package dev.runnel.front.socket;

import dev.runnel.EventJson;
import dev.runnel.Failure;
import dev.runnel.JsonText;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;

/** What the service says: each event as it is in a stream, with its reply's id, and answers to the client's messages. */
final class SocketFrames {

    private SocketFrames() {}

    static String event(ReplyId reply, SequencedEvent sequenced) {
        String json = EventJson.write(sequenced);
        return namesReply(sequenced.event())
                ? json
                : json.substring(0, json.length() - 1) + ",\"reply_id\":\"" + reply.value() + "\"}";
    }

    private static boolean namesReply(ReplyEvent event) {
        return switch (event) {
            case ReplyEvent.Progress progress -> progress.reply() != null;
            case ReplyEvent.Complete complete -> complete.reply() != null;
            case ReplyEvent.Failed failed -> failed.reply() != null;
            case ReplyEvent.QueueChanged changed -> changed.reply() != null;
            case ReplyEvent.Steered steered -> steered.reply() != null;
            case ReplyEvent.Chunk chunk -> false;
            case ReplyEvent.ContextChanged changed -> false;
            case ReplyEvent.Reasoning reasoning -> false;
            case ReplyEvent.ToolCalls called -> false;
        };
    }

    /** A reply is shown from here on. */
    static String showing(String id, ReplyId reply) {
        return answer("showing", id, reply);
    }

    /**
     * A reply that is shown already has taken the message in.
     *
     * @param after the last event before that; the next ones may have been sent before this answer
     */
    static String showing(String id, ReplyId reply, long after) {
        return JsonText.object(json -> {
            json.writeStringField("type", "showing");
            if (id != null) {
                json.writeStringField("id", id);
            }
            json.writeStringField("reply_id", reply.value());
            json.writeNumberField("after", after);
        });
    }

    /** There is nothing to show: the reply was read to its end, or none is running. */
    static String nothing(String id) {
        return answer("nothing", id, null);
    }

    /** What was asked for is done. */
    static String done(String id) {
        return answer("done", id, null);
    }

    /** This process stops: what is new belongs on another socket. */
    static String leaving() {
        return answer("leaving", null, null);
    }

    /** A reply is shown no further, and may be resumed after this event. */
    static String cut(ReplyId reply, long seen) {
        return JsonText.object(json -> {
            json.writeStringField("type", "cut");
            json.writeStringField("reply_id", reply.value());
            json.writeNumberField("after", seen);
        });
    }

    /**
     * A message was refused, or a reply cannot be shown any more.
     *
     * @param id of the message; null if it has none
     * @param reply null if no reply is meant
     */
    static String refused(String id, ReplyId reply, Failure failure) {
        String error = EventJson.writeRefusal(failure);
        String ids = JsonText.object(json -> {
            if (id != null) {
                json.writeStringField("id", id);
            }
            if (reply != null) {
                json.writeStringField("reply_id", reply.value());
            }
        });
        return ids.equals("{}") ? error : error.substring(0, error.length() - 1) + "," + ids.substring(1);
    }

    private static String answer(String type, String id, ReplyId reply) {
        return JsonText.object(json -> {
            json.writeStringField("type", type);
            if (id != null) {
                json.writeStringField("id", id);
            }
            if (reply != null) {
                json.writeStringField("reply_id", reply.value());
            }
        });
    }
}
