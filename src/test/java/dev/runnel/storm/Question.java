package dev.runnel.storm;

/**
 * What a user asks.
 *
 * @param story its number, of which there is one in a storm
 */
record Question(String user, String session, int story, int words) {

    String body() {
        return "{\"message\":\"" + TalkativeProvider.question(story, words) + "\",\"session_id\":\"" + session + "\"}";
    }

    /** Names the request: it may be sent again. */
    String key() {
        return "story-" + story;
    }
}
