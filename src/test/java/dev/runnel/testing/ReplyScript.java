package dev.runnel.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A reply: its tokens, its faults and its pace. What is named with {@code then} happens in that order; what is named with
 * {@code with}, {@code delay}, {@code inPiecesOf} or {@code usage} holds for the whole reply, wherever it is named.
 */
public final class ReplyScript implements Script {
    enum Trait {
        WITHOUT_DONE,
        WITHOUT_USAGE,
        WITHOUT_LAST_BLANK_LINE,
        WITHOUT_LAST_LINE_END,
        FINISH_WITHIN_LAST_TOKEN,
        KEEPS_SOCKET_OPEN
    }

    static final ReplyScript EMPTY = new ReplyScript(List.of(), Set.of(), Pace.AT_ONCE, Optional.empty());
    private static final int INPUT_TOKENS = 12;

    private final List<Step> steps;
    private final Set<Trait> traits;
    private final Pace pace;
    private final Optional<Usage> usage;

    private ReplyScript(List<Step> steps, Set<Trait> traits, Pace pace, Optional<Usage> usage) {
        this.steps = steps;
        this.traits = traits;
        this.pace = pace;
        this.usage = usage;
    }

    public ReplyScript then(String... tokens) {
        return add(Arrays.stream(tokens).map(Step.Token::new).toArray(Step[]::new));
    }

    /** Waits until the gate opens or the client closes; everything before it has been sent by then. */
    public ReplyScript holdAt(Gate gate) {
        return add(new Step.Hold(gate));
    }

    public ReplyScript thenPause(Duration length) {
        return add(new Step.Pause(length));
    }

    /** The model reasons, which is no text of the reply. */
    public ReplyScript thenThink(String... thoughts) {
        return add(Arrays.stream(thoughts).map(Step.Thought::new).toArray(Step[]::new));
    }

    /** An SSE comment, such as gateways send to keep a connection alive. */
    public ReplyScript thenComment(String text) {
        return add(new Step.Comment(text));
    }

    /** An event whose data is no valid JSON; the reply goes on after it. A plain completion is invalid JSON altogether. */
    public ReplyScript thenGarbage() {
        return add(new Step.Garbage());
    }

    /** An error as an event of the stream. Nothing but a clean end follows, unless more is named. A plain completion is a 500. */
    public ReplyScript thenInBandError(String message) {
        return add(new Step.InBandError(message));
    }

    /** {@code stop}, {@code length} or {@code content_filter}, in the dialect's words; any other is sent as it is. */
    public ReplyScript thenFinish(String reason) {
        return add(new Step.Finish(reason));
    }

    /** Nothing more, with the socket open, until the client closes. */
    public ReplyScript thenStall() {
        return add(new Step.Stop(Ending.STALL));
    }

    /** The socket is closed without the terminating chunk. */
    public ReplyScript thenCut() {
        return add(new Step.Stop(Ending.CUT));
    }

    public ReplyScript thenReset() {
        return add(new Step.Stop(Ending.RESET));
    }

    /** A clean end of the body, with neither finish reason nor end marker. */
    public ReplyScript thenEndWithoutFinish() {
        return add(new Step.Stop(Ending.CLEAN));
    }

    public ReplyScript withoutDone() {
        return with(Trait.WITHOUT_DONE);
    }

    public ReplyScript withoutUsage() {
        return with(Trait.WITHOUT_USAGE);
    }

    /** The body ends right after the last event's line. */
    public ReplyScript withoutLastBlankLine() {
        return with(Trait.WITHOUT_LAST_BLANK_LINE);
    }

    /** The body ends within the last event's line. */
    public ReplyScript withoutLastLineEnd() {
        return with(Trait.WITHOUT_LAST_LINE_END);
    }

    /** The finish reason comes in the same chunk as the last token, as Gemini likes to send it. */
    public ReplyScript withFinishWithinLastToken() {
        return with(Trait.FINISH_WITHIN_LAST_TOKEN);
    }

    public ReplyScript keepingTheSocketOpenAfterDone() {
        return with(Trait.KEEPS_SOCKET_OPEN);
    }

    public ReplyScript delayBeforeHeaders(Duration delay) {
        return at(pace.addBeforeHeaders(new Action.Wait(delay)));
    }

    public ReplyScript holdBeforeHeaders(Gate gate) {
        return at(pace.addBeforeHeaders(new Action.Hold(gate)));
    }

    /** The headers go out at once. */
    public ReplyScript delayBeforeFirstToken(Duration delay) {
        return at(pace.withBeforeFirstToken(delay));
    }

    public ReplyScript delayBetweenTokens(Duration delay) {
        return at(pace.withBetweenTokens(delay));
    }

    /** Every write of the body is cut into pieces of so many bytes, each of them an HTTP chunk: splits characters. */
    public ReplyScript inPiecesOf(int bytes) {
        return at(pace.withPieceBytes(bytes));
    }

    public ReplyScript usage(int inputTokens, int outputTokens) {
        return new ReplyScript(steps, traits, pace, Optional.of(new Usage(inputTokens, outputTokens)));
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    Pace pace() {
        return pace;
    }

    /** The steps with the ending that was not named: finish reason {@code stop}, but none after an error. */
    List<Step> stepsToTheEnd() {
        boolean finishes = steps.stream().anyMatch(step -> step instanceof Step.Finish || step instanceof Step.Stop);
        Optional<Step> last =
                steps.reversed().stream().filter(step -> !step.isWait()).findFirst();
        if (finishes || last.filter(Step.InBandError.class::isInstance).isPresent()) {
            return steps;
        }
        return add(new Step.Finish("stop")).steps;
    }

    /** The usage after so many tokens; it grows with them up to the usage of the whole reply. */
    Optional<Usage> usageAfter(int tokens, boolean atTheEnd) {
        if (has(Trait.WITHOUT_USAGE)) {
            return Optional.empty();
        }
        Usage whole = usage.orElse(new Usage(INPUT_TOKENS, tokens));
        return Optional.of(atTheEnd ? whole : new Usage(whole.input(), Math.min(tokens, whole.output())));
    }

    private ReplyScript add(Step... added) {
        if (!steps.isEmpty() && steps.getLast() instanceof Step.Stop) {
            throw new IllegalStateException("nothing follows the end of a reply");
        }
        List<Step> more = new ArrayList<>(steps);
        more.addAll(List.of(added));
        return new ReplyScript(List.copyOf(more), traits, pace, usage);
    }

    private ReplyScript with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new ReplyScript(steps, Set.copyOf(more), pace, usage);
    }

    private ReplyScript at(Pace changed) {
        return new ReplyScript(steps, traits, changed, usage);
    }
}
