package io.reactortoken.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeRequest;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An authorization server of one client, its metadata, and an API behind it. Not a word more than RFC 6749 wants. */
final class HonestServer {

    static final String CLIENT = "billing";
    private static final Set<String> SCOPES = Set.of("orders:read", "orders:write", "rs-p2hkah/admin:internal");

    /** How it takes the client's credentials. */
    enum Method {
        BASIC,
        BASIC_RAW,
        POST
    }

    String client = CLIENT;
    String secret = Scene.SECRET;
    Method method = Method.BASIC;
    String path = "/oauth2/token";
    String issuer = "";
    boolean scopeRequired;
    Function<FakeRequest, FakeAnswer> token = this::decide;
    UnaryOperator<FakeAnswer> change = answer -> answer;
    Function<FakeRequest, FakeAnswer> api = request -> FakeAnswer.json(200, "{}");

    FakeAnswer answer(FakeRequest request) {
        String target = request.target();
        if (target.startsWith("/.well-known/") || target.endsWith("/openid-configuration")) {
            return metadata();
        }
        if (target.startsWith("/api/")) {
            return api.apply(request);
        }
        if (!target.equals(path) || !request.method().equals("POST")) {
            return page(404, "not found");
        }
        return change.apply(token.apply(request));
    }

    static FakeAnswer page(int status, String text) {
        String page = "<!DOCTYPE html><html><body>" + text + "</body></html>";
        return FakeAnswer.http(status, page.getBytes(UTF_8), "Content-Type: text/html");
    }

    static FakeAnswer refusal(int status, String error, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: application/json";
        return FakeAnswer.http(status, ("{\"error\":\"" + error + "\"}").getBytes(UTF_8), all);
    }

    private FakeAnswer metadata() {
        String origin = issuer;
        return issuer.isEmpty()
                ? page(404, "not found")
                : FakeAnswer.json(
                        200,
                        "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + origin + path
                                + "\",\"scopes_supported\":[\"orders:read\",\"orders:write\",\"rs-p2hkah/admin:internal\"]}");
    }

    private FakeAnswer decide(FakeRequest request) {
        if (!credentials(request).equals(Optional.of(client + "\n" + secret))) {
            return refusal(401, "invalid_client", "WWW-Authenticate: Basic realm=\"as\"");
        }
        Optional<String> scope = request.form("scope");
        if (scope.isEmpty() && scopeRequired) {
            return refusal(400, "invalid_scope");
        }
        boolean known = scope.stream()
                .flatMap(list -> Arrays.stream(list.split(" ", -1)))
                .allMatch(SCOPES::contains);
        return known ? FakeAnswer.token(Scene.TOKEN) : refusal(400, "invalid_scope");
    }

    private Optional<String> credentials(FakeRequest request) {
        if (method == Method.POST) {
            return request.form("client_secret")
                    .map(given -> request.form("client_id").orElse("") + "\n" + given);
        }
        return request.header("Authorization")
                .filter(value -> value.startsWith("Basic "))
                .map(value -> new String(Base64.getDecoder().decode(value.substring(6)), UTF_8))
                .filter(pair -> pair.indexOf(':') >= 0)
                .map(pair -> part(pair.substring(0, pair.indexOf(':')))
                        + "\n"
                        + part(pair.substring(pair.indexOf(':') + 1)));
    }

    private String part(String text) {
        return method == Method.BASIC_RAW ? text : URLDecoder.decode(text, UTF_8);
    }
}
