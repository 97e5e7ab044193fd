package dev.runnel.front.openai;

import dev.runnel.GivenMessage;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.reply.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest responses of one socket that are not stored ({@code store: false}): the next one may follow them for as long
 * as the socket is open. A few later ones make it be forgotten, and so does a next one that is refused, as at OpenAI.
 */
final class UnstoredResponses {

    /** One for each conversation of an agent with many; each is as large as a prompt. */
    private static final int KEPT = 8;

    private record Running(List<GivenMessage> prompt, ResponseState answer) {}

    /** Used by the threads on which replies are written. */
    private final Map<ReplyId, Running> running = new ConcurrentHashMap<>();

    private final Map<String, List<GivenMessage>> ended = new LinkedHashMap<>();

    /** What was said up to the end of this response; empty if it is none of these. */
    Optional<ResponseHistory.Before> before(String response) {
        return Optional.ofNullable(ended.get(response))
                .map(messages -> new ResponseHistory.Before(SessionId.random(), false, messages));
    }

    /** Called when a response that should follow this one was refused. */
    void forget(String response) {
        ended.remove(response);
    }

    void begin(ReplyId reply, ResponsesRequest request, Question question) {
        if (!request.note().store()) {
            List<GivenMessage> said = question.given().orElseThrow().messages().stream()
                    .filter(message -> !(message instanceof GivenMessage.Instructions))
                    .toList();
            running.put(reply, new Running(said, new ResponseState()));
        }
    }

    void add(ReplyId reply, SequencedEvent event) {
        Running known = running.get(reply);
        if (known != null) {
            known.answer().add(event.event());
        }
    }

    void end(String response, ReplyId reply) {
        Running known = running.remove(reply);
        if (known == null || known.answer().status() != ResponseState.Status.COMPLETED) {
            return;
        }
        List<GivenMessage> messages = new ArrayList<>(known.prompt());
        messages.add(
                new GivenMessage.Answered(known.answer().text(), known.answer().calls()));
        ended.put(response, messages);
        if (ended.size() > KEPT) {
            ended.remove(ended.keySet().iterator().next());
        }
    }
}
