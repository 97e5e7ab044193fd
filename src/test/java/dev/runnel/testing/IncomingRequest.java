package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One HTTP request as it came in; {@code path} includes the query. */
record IncomingRequest(String method, String path, Map<String, String> headers, JsonNode body) {

    static IncomingRequest of(HttpDecoder decoded) {
        String[] startLine = decoded.startLine().split(" ");
        return new IncomingRequest(
                startLine[0],
                startLine[1],
                decoded.headers(),
                Json.parseOrMissing(decoded.body().toByteArray()));
    }

    String pathWithoutQuery() {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    boolean asksToClose() {
        return "close".equalsIgnoreCase(headers.get("Connection"));
    }
}
