package dev.runnel.web;

import java.util.Arrays;

/** A reply of every form that models give their words, as long as is wanted. */
final class LongReply {

    private static final int TOKEN_CHARS = 5;
    private static final String SECTION = """
            ## A heading

            Some **bold** words about streams with [a link](https://example.com/) and `code`, and so on until the \
            paragraph has the length that paragraphs have in such replies, which is some two hundred characters or more.

            - one item with **bold** words
            - two
              - three

            | Name | Value |
            |---|--:|
            | one | 1 |
            | two | 2 |

            ```js
            for (const x of [1, 2, 3]) console.log(x + "hello");
            ```

            """;

    private LongReply() {}

    /** Pieces as they come from a model that has fallen behind: all of them at once. */
    static String[] sections(int chars) {
        String[] sections = new String[chars / SECTION.length() + 1];
        Arrays.fill(sections, SECTION);
        return sections;
    }

    static String[] tokens(int count) {
        String text = SECTION.repeat(count * TOKEN_CHARS / SECTION.length() + 1);
        String[] tokens = new String[count];
        for (int index = 0; index < count; index++) {
            tokens[index] = text.substring(index * TOKEN_CHARS, (index + 1) * TOKEN_CHARS);
        }
        return tokens;
    }
}
