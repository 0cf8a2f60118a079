package io.reactortoken.secrets.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.secrets.testing.Loopback;
import io.reactortoken.secrets.testing.Loopback.Answer;
import io.reactortoken.secrets.testing.Loopback.Request;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A double of Vault: the endpoints that the library uses, as Vault's HTTP API reference documents them. Tokens have a time
 * to live but no clock: a test says when one is over.
 */
final class FakeVault implements AutoCloseable {

    static final String TOKEN = "hvs.CNRY-vault-token-1b7e40d29c";
    static final String SECRET_ID = "CNRY-secret-id-6f21c3aa";
    static final String JWT = "CNRY-service-account-jwt-90d1";

    /** Members of {@code auth}, or of what lookup-self tells, by token. */
    final Map<String, String> tokens = new ConcurrentHashMap<>();

    final Map<String, String> versions = new ConcurrentHashMap<>(Map.of("secret", "2", "old", "1"));
    /** What a path holds: all that stands in {@code data}. */
    final Map<String, String> data = new ConcurrentHashMap<>();

    final FakeLeases leases = new FakeLeases();

    /** What response-wrapping tokens hold. */
    final Map<String, String> wrapped = new ConcurrentHashMap<>();

    private final Queue<Answer> scripted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final Loopback server;

    /** How long tokens live and whether they can be renewed, and for how long a renewal is good. */
    volatile int ttl = 3_600;

    volatile int renewal = 3_600;
    volatile boolean renewable = true;
    volatile String namespace = "";

    private FakeVault(@Nullable SSLContext tls) {
        server = tls == null ? Loopback.http(this::answer) : Loopback.https(tls, this::answer);
    }

    static FakeVault http() {
        return new FakeVault(null);
    }

    static FakeVault https(SSLContext tls) {
        return new FakeVault(tls);
    }

    /** Stores version {@code version} of a secret in the engine {@code secret}. */
    void put(String path, int version, String members) {
        data.put(
                "secret/data/" + path,
                "{\"data\":" + members
                        + ",\"metadata\":{\"created_time\":\"2026-01-01T00:00:00Z\",\"deletion_time\":\"\","
                        + "\"destroyed\":false,\"version\":" + version + "}}");
    }

    void answer(Answer... answers) {
        scripted.addAll(List.of(answers));
    }

    static Answer errors(int status, String message) {
        return Answer.json(status, "{\"errors\":[\"" + message + "\"]}");
    }

    private Answer answer(Request request) {
        Answer next = scripted.poll();
        if (next != null) {
            return next;
        }
        String path = request.target().replaceFirst("^/v1/", "");
        if (!namespace.equals(request.header("X-Vault-Namespace").orElse(""))) {
            return errors(403, "permission denied");
        }
        if (request.method().equals("POST")) {
            return write(path, request);
        }
        String token = request.header("X-Vault-Token").orElse("");
        if (!tokens.containsKey(token)) {
            return errors(403, "permission denied");
        }
        return path.equals("auth/token/lookup-self")
                ? Answer.json(200, "{\"data\":{\"id\":\"" + token + "\"," + tokens.get(token) + "}}")
                : leases.read(path, token).orElseGet(() -> read(path));
    }

    private Answer read(String path) {
        if (path.startsWith("sys/internal/ui/mounts/")) {
            String version = versions.get(path.substring("sys/internal/ui/mounts/".length()));
            return version == null
                    ? errors(
                            403,
                            "preflight capability check returned 403, please ensure client's policies grant access")
                    : Answer.json(200, "{\"data\":{\"type\":\"kv\",\"options\":{\"version\":\"" + version + "\"}}}");
        }
        String found = data.get(path);
        boolean deleted = found != null && found.contains("\"data\":null");
        return found == null
                ? Answer.json(404, "{\"errors\":[]}")
                : Answer.json(deleted ? 404 : 200, "{\"request_id\":\"1\",\"data\":" + found + ",\"wrap_info\":null}");
    }

    private Answer write(String path, Request request) {
        String token = request.header("X-Vault-Token").orElse("");
        return switch (path) {
            case "auth/approle/login" ->
                request.body().equals("{\"role_id\":\"orders\",\"secret_id\":\"" + SECRET_ID + "\"}")
                        ? login()
                        : errors(400, "invalid role or secret ID");
            case "auth/k8s/login" ->
                request.body().equals("{\"role\":\"orders\",\"jwt\":\"" + JWT + "\"}")
                        ? login()
                        : errors(403, "permission denied");
            case "auth/token/renew-self" ->
                tokens.containsKey(token) ? auth(token, renewal) : errors(403, "permission denied");
            case "sys/leases/renew" ->
                tokens.containsKey(token) ? leases.renew(request.body(), token) : errors(403, "permission denied");
            case "sys/wrapping/unwrap" -> {
                String held = wrapped.remove(token);
                yield held == null
                        ? errors(400, "wrapping token is not valid or does not exist")
                        : Answer.json(200, held);
            }
            default -> errors(404, "no handler for route");
        };
    }

    private Answer login() {
        String token = TOKEN + logins.incrementAndGet();
        tokens.put(token, "\"ttl\":" + ttl + ",\"renewable\":" + renewable);
        return auth(token, ttl);
    }

    private Answer auth(String token, int seconds) {
        return Answer.json(
                200,
                "{\"auth\":{\"client_token\":\"" + token
                        + "\",\"accessor\":\"a\",\"policies\":[\"default\"],\"lease_duration\":" + seconds
                        + ",\"renewable\":" + renewable + "},\"data\":null}");
    }

    /** {@return the paths that were asked for, in order} */
    List<String> asked() {
        return server.requests().stream()
                .map(request -> request.target().replaceFirst("^/v1/", ""))
                .toList();
    }

    /** A transport without a network: all that a load starts is over when the load is. */
    TokenTransport direct() {
        return request -> Mono.fromSupplier(() -> {
            Map<String, List<String>> headers = new TreeMap<>();
            request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
            Answer answer = server.ask(new Request(
                    request.method(), request.uri().getRawPath(), headers, new String(request.body(), UTF_8)));
            return new TransportResponse(
                    answer.status(), Map.of(), answer.body().getBytes(UTF_8));
        });
    }

    long asked(String path) {
        return asked().stream().filter(path::equals).count();
    }

    List<Request> requests() {
        return server.requests();
    }

    VaultSecretsBuilder builder() {
        return VaultSecrets.builder().address(server.uri()).allowPlaintext();
    }

    String origin() {
        return server.uri().toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
