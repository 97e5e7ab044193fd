package dev.runnel.testing;

import org.junit.jupiter.api.BeforeEach;

/** A reply has five words, and waits after the third until its gate is opened. */
public abstract class HalfwaySuite extends ProviderSuite {

    public static final String WHOLE = "one two three four five";

    protected final Gate gate = new Gate();

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void a_reply_waits_halfway() {
        provider()
                .byDefault(Script.tokens("one ", "two ", "three ").holdAt(gate).then("four ", "five"));
    }
}
