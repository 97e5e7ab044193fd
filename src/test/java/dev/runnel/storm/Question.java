package dev.runnel.storm;

/**
 * What a user asks.
 *
 * @param story its number, of which there is one in a storm; of a steer that of the reply which it is said to
 * @param when what is done if a reply runs: {@code queue}, {@code steer} or {@code interrupt}
 * @param message what is said
 * @param key names the request: it may be sent again
 */
record Question(String user, String session, int story, String when, String message, String key) {

    static Question of(String user, int story, int words, String when) {
        return new Question(user, "s", story, when, TalkativeProvider.question(story, words), "story-" + story);
    }

    /** Something that is said while this question is answered. It names the story: it may be asked by itself. */
    Question steer(int number) {
        return new Question(
                user, session, story, "steer", "Mind remark " + number + ". " + message, "remark-" + number);
    }

    String body() {
        return "{\"message\":\"" + message + "\",\"session_id\":\"" + session + "\",\"when\":\"" + when + "\"}";
    }
}
