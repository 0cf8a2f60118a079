package io.reactortoken.secrets.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.security.keyvault.secrets.SecretAsyncClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.reactortoken.secrets.testing.Loopback;
import io.reactortoken.secrets.testing.Loopback.Answer;
import io.reactortoken.secrets.testing.Loopback.Request;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import reactor.core.publisher.Mono;

/**
 * A double of Azure Key Vault: Get Secret as its REST reference documents it. A challenge first, a bearer token then, an
 * {@code api-version}, errors in {@code {"error":{"code":..}}}, all over TLS.
 */
final class FakeKeyVault implements AutoCloseable {

    static final String TOKEN = "CNRY-azure-token-5e8b17a2f0";
    private static final Pattern GET = Pattern.compile(
            "/secrets/([0-9A-Za-z-]+)/([0-9a-z]*)\\?api-version=(7\\.[0-9]|20[0-9]{2}-[0-9]{2}-[0-9]{2})");

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Queue<Answer> scripted = new ConcurrentLinkedQueue<>();
    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .build();
    private final Loopback server = Loopback.https(
            new HandshakeCertificates.Builder()
                    .heldCertificate(CERTIFICATE)
                    .build()
                    .sslContext(),
            this::answer);

    /** Stores a version, the newest one from now on. Attributes are members after {@code enabled}, or nothing. */
    void put(String name, String version, String value, String attributes) {
        String secret = "{\"value\":\"" + value + "\",\"id\":\"" + server.uri() + "/secrets/" + name + "/" + version
                + "\",\"attributes\":{\"enabled\":true," + attributes
                + "\"created\":1493938410,\"updated\":1493938410,\"recoveryLevel\":\"Recoverable+Purgeable\"}}";
        values.put(name + "/" + version, secret);
        values.put(name + "/", secret);
    }

    /** Answers the next requests that have a token so. */
    void answer(Answer... answers) {
        scripted.addAll(List.of(answers));
    }

    /** Forgets what a request that came too late did not fetch. */
    void unscript() {
        scripted.clear();
    }

    static Answer error(int status, String code, String inner) {
        String innerError = inner.isEmpty() ? "" : ",\"innererror\":{\"code\":\"" + inner + "\"}";
        String body =
                "{\"error\":{\"code\":\"" + code + "\",\"message\":\"CNRY-message-of-the-server\"" + innerError + "}}";
        return Answer.json(status, body).with("x-ms-request-id", "7a1f-request");
    }

    private Answer answer(Request request) {
        String authorization = request.header("Authorization").orElse("");
        if (authorization.isEmpty()) {
            return error(401, "Unauthorized", "")
                    .with(
                            "WWW-Authenticate",
                            "Bearer authorization=\"https://login.microsoftonline.com/72f988bf\","
                                    + " resource=\"https://vault.azure.net\"");
        }
        if (!authorization.equals("Bearer " + TOKEN)) {
            return error(401, "Unauthorized", "");
        }
        Answer next = scripted.poll();
        return next == null ? secret(request) : next;
    }

    private Answer secret(Request request) {
        Matcher asked = GET.matcher(request.target());
        if (!request.method().equals("GET") || !asked.matches()) {
            return error(400, "BadParameter", "");
        }
        String value = values.get(asked.group(1) + "/" + asked.group(2));
        return value == null ? error(404, "SecretNotFound", "") : Answer.json(200, value);
    }

    List<Request> requests() {
        return server.requests();
    }

    /** The real client, which retries twice at once. */
    SecretAsyncClient client() {
        return client(asked -> asked.getScopes().equals(List.of("https://vault.azure.net/.default"))
                ? Mono.just(new AccessToken(
                        TOKEN, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)))
                : Mono.error(new IllegalStateException("other scopes than the challenge's")));
    }

    SecretAsyncClient client(TokenCredential credential) {
        return new SecretClientBuilder()
                .vaultUrl(server.uri().toString())
                .credential(credential)
                .httpClient(trusting())
                .disableChallengeResourceVerification()
                .retryOptions(new RetryOptions(new FixedDelayOptions(2, Duration.ofMillis(1))))
                .buildAsyncClient();
    }

    private HttpClient trusting() {
        SslContextBuilder trust = SslContextBuilder.forClient().trustManager(CERTIFICATE.certificate());
        return new NettyAsyncHttpClientBuilder(reactor.netty.http.client.HttpClient.create()
                        .secure(spec -> {
                            try {
                                spec.sslContext(trust.build());
                            } catch (java.io.IOException impossible) {
                                throw new java.io.UncheckedIOException(impossible);
                            }
                        }))
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
