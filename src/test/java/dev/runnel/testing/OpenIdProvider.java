package dev.runnel.testing;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where people sign in, beside the running application, whose configuration names it: OpenID Connect's discovery and code
 * flow with PKCE, for one public client. Its pages have a link for each answer that a person may give.
 */
public final class OpenIdProvider implements QuarkusTestResourceLifecycleManager {

    public static final String CLIENT = "runnel-page";

    private static final String DISCOVERY = """
            {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%2$s",
             "revocation_endpoint":"%1$s/revoke","end_session_endpoint":"%1$s/end","response_types_supported":["code"],
             "response_modes_supported":["query","fragment"],"subject_types_supported":["public"],
             "id_token_signing_alg_values_supported":["RS256"],"code_challenge_methods_supported":["S256"],
             "authorization_response_iss_parameter_supported":true}
            """;

    private final Issuer keys = new Issuer();
    private LocalServer server;
    private String address;
    private String keysAddress;
    private OpenIdGrants grants;
    private volatile boolean isDown;

    @Override
    public Map<String, String> start() {
        keysAddress = keys.start().get("mp.jwt.verify.publickey.location");
        server = LocalServer.start("/", this::answer);
        address = server.url();
        grants = new OpenIdGrants(keys, address);
        return Map.of(
                "mp.jwt.verify.publickey.location", keysAddress,
                "mp.jwt.verify.issuer", address,
                "mp.jwt.verify.audiences", Issuer.AUDIENCE,
                "runnel.auth", "jwt",
                "runnel.auth.oidc.issuer", address,
                "runnel.auth.oidc.client-id", CLIENT);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(OpenIdProvider.class));
    }

    @Override
    public void stop() {
        server.close();
        keys.stop();
    }

    public String address() {
        return address;
    }

    public void reset() {
        isDown = false;
        grants.reset();
    }

    public void goDown() {
        isDown = true;
    }

    public void comeUp() {
        isDown = false;
    }

    /** Of access tokens from now on. */
    public void giveTokensFor(Duration lifetime) {
        grants.lifetime = lifetime;
    }

    /** ID tokens are for somebody else's question from now on. */
    public void mixUpNonces() {
        grants.otherNonce = true;
    }

    /** Nobody's token is renewed any more. */
    public void endSessions() {
        grants.areOver = true;
    }

    public int renewals() {
        return grants.renewals.get();
    }

    /** How many pages could still renew their token. */
    public int sessions() {
        return grants.sessions();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isDown) {
                return;
            }
            Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" ->
                    json(exchange, 200, DISCOVERY.formatted(address, keysAddress));
                case "/authorize" ->
                    page(exchange, choices(exchange.getRequestURI().getRawQuery(), query));
                case "/alice", "/bob" ->
                    redirect(
                            exchange,
                            accepted(exchange.getRequestURI().getPath().substring(1), query));
                case "/cancel" -> redirect(exchange, back(query, "error=access_denied"));
                case "/token" -> tokens(exchange, fields(body(exchange)));
                case "/revoke" -> {
                    grants.revoke(fields(body(exchange)).get("token"));
                    json(exchange, 200, "{}");
                }
                case "/end" ->
                    page(exchange, "<a href=\"%s\">Sign out</a>".formatted(query.get("post_logout_redirect_uri")));
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    /** A link for each person, if the question is complete. */
    private static String choices(String rawQuery, Map<String, String> query) {
        boolean isComplete = CLIENT.equals(query.get("client_id"))
                && "code".equals(query.get("response_type"))
                && "S256".equals(query.get("code_challenge_method"))
                && List.of(query.get("scope").split(" ")).contains("openid")
                && query.get("redirect_uri").startsWith("http://127.0.0.1:")
                && query.keySet().containsAll(List.of("state", "nonce", "code_challenge"));
        String links =
                "<a href=\"/alice?%1$s\">alice</a> <a href=\"/bob?%1$s\">bob</a> <a href=\"/cancel?%1$s\">Cancel</a>";
        return isComplete ? links.formatted(rawQuery.replace("&", "&amp;")) : "This question is not complete.";
    }

    private String accepted(String user, Map<String, String> question) {
        return back(question, "code=" + grants.code(new OpenIdGrants.Asked(user, question)));
    }

    private String back(Map<String, String> question, String answer) {
        String mark = "fragment".equals(question.get("response_mode")) ? "#" : "?";
        return question.get("redirect_uri") + mark + answer + "&state=" + encoded(question.get("state")) + "&iss="
                + encoded(address);
    }

    private void tokens(HttpExchange exchange, Map<String, String> form) throws IOException {
        var tokens = grants.tokens(form);
        json(exchange, tokens.isPresent() ? 200 : 400, tokens.map(Json::write).orElse("{\"error\":\"invalid_grant\"}"));
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        send(exchange, status, body);
    }

    private static void page(HttpExchange exchange, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        send(exchange, 200, "<!doctype html><title>Provider</title>" + body);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String field : encoded == null ? new String[0] : encoded.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
