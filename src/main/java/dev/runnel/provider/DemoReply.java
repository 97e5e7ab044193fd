package dev.runnel.provider;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.runnel.GivenMessage;
import dev.runnel.ReplyOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the demo model says, word by word: a word is a token.
 *
 * @param thoughts before that; only whoever writes of thinking makes it think
 * @param isCut whether it would have said more
 * @param asked how many messages it was sent
 */
record DemoReply(List<String> thoughts, List<String> words, boolean isCut, int asked) {

    private static final String THOUGHTS =
            "They want to see me think. I cannot, but I can show how thoughts arrive: word by word, before the answer.";

    static DemoReply to(ChatRequest request) {
        ReplyOptions options = GivenParameters.options(request);
        List<ChatMessage> messages = request.messages();
        String said = messages.getLast() instanceof UserMessage user ? user.singleText() : "";
        boolean isQuestion = request.responseFormat() == null;
        boolean thinks = isQuestion && said.toLowerCase(Locale.ROOT).contains("think");
        List<String> words =
                words(stopped(isQuestion ? answer(said, turn(request)) : DemoExtractor.extract(said), options));
        int longest = options.maxTokens().orElse(Integer.MAX_VALUE);
        return new DemoReply(
                thinks ? words(THOUGHTS) : List.of(),
                words.subList(0, Math.min(longest, words.size())),
                words.size() > longest,
                messages.size());
    }

    private static String answer(String said, long turn) {
        return "You said: “" + said + "”. This is turn " + turn + " of our conversation. I am the demo model: no AI is "
                + "behind me, I only show how a reply streams. Set OPENAI_API_KEY or GEMINI_API_KEY to talk to a real "
                + "one. 🌊";
    }

    private static long turn(ChatRequest request) {
        return request.parameters() instanceof GivenParameters given
                ? given.prompt().messages().stream()
                        .filter(GivenMessage.Asked.class::isInstance)
                        .count()
                : request.messages().stream()
                        .filter(UserMessage.class::isInstance)
                        .count();
    }

    private static String stopped(String text, ReplyOptions options) {
        int end = options.stop().stream()
                .mapToInt(text::indexOf)
                .filter(place -> place >= 0)
                .min()
                .orElse(text.length());
        return text.substring(0, end);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("(?<= )"));
    }

    String text() {
        return String.join("", words);
    }

    ChatResponse response() {
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(text()))
                .modelName(DemoProvider.NAME)
                .tokenUsage(new TokenUsage(asked, thoughts.size() + words.size()))
                .finishReason(isCut ? FinishReason.LENGTH : FinishReason.STOP)
                .build();
    }
}
