package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.replay.Api;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Reply;
import io.reactortoken.replay.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;

/** Redirects that the client follows: to whom, and by whose handler. */
class NettyRedirectTest extends ReplayBench {

    @Override
    public Integration integration() {
        return new NettyIntegration();
    }

    /** How a user follows redirects; the last three do what they can to take the token along. */
    enum Follow {
        PLAIN,
        CONSUMER,
        COPYING_HANDLER,
        COPYING_EVERYTHING,
        SEND_HANDLER;

        HttpClient on(HttpClient client) {
            return switch (this) {
                case PLAIN, SEND_HANDLER -> client.followRedirect(true);
                case CONSUMER -> client.followRedirect(true, request -> request.header("X-Redirected", "1"));
                case COPYING_HANDLER ->
                    client.followRedirect(
                            (request, response) -> response.status().code() / 100 == 3,
                            (original, request) -> request.headers(original));
                case COPYING_EVERYTHING ->
                    client.followRedirect(
                            (request, response) -> response.status().code() / 100 == 3, (original, request) -> {
                                String token = original.get(HttpHeaderNames.AUTHORIZATION, "");
                                request.header(HttpHeaderNames.AUTHORIZATION, token)
                                        .header("X-Forwarded-Authorization", token)
                                        .addHeader("X-Note", "it was " + token);
                            });
            };
        }

        Mono<String> get(HttpClient client, String url) {
            HttpClient.ResponseReceiver<?> receiver = this == SEND_HANDLER
                    ? client.request(HttpMethod.GET).uri(url).send(new Remembering())
                    : client.get().uri(url);
            return receiver.responseSingle((response, body) -> body.asString()
                    .defaultIfEmpty("")
                    .map(text -> response.status().code() + " " + text));
        }
    }

    /** Sends to the target what it saw at the source: within one origin, that is its own token, and its own mistake. */
    private static final class Remembering implements HttpClient.RedirectSendHandler {

        private final AtomicReference<String> token = new AtomicReference<>("");

        @Override
        public Publisher<Void> apply(HttpClientRequest request, NettyOutbound outbound) {
            String present = request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION, "");
            token.compareAndSet("", present);
            request.header(HttpHeaderNames.AUTHORIZATION, token.get());
            return outbound;
        }
    }

    static Stream<Arguments> strangers() {
        List<Arguments> matrix = new ArrayList<>();
        for (Follow follow : Follow.values()) {
            for (int status : List.of(302, 307)) {
                for (String target : List.of("other port", "other host", "https to http")) {
                    matrix.add(Arguments.of(target, follow, status));
                }
            }
        }
        return matrix.stream();
    }

    @ParameterizedTest(name = "{displayName} [{0}, {1}, {2}]")
    @MethodSource("strangers")
    @DisplayName(
            "RS-30, RS-31, R6750-11, R9110-15, TM-17, TM-18: no byte of the token reaches a stranger, whoever follows the redirect")
    void strangersSeeNothing(String target, Follow follow, int status) {
        Wire from = target.equals("https to http") ? Wire.HTTP_1_TLS : Wire.HTTP_1;
        try (Api home = Api.start(from);
                RawListener stranger = RawListener.answering401()) {
            String host = target.equals("other host") ? "localhost" : "127.0.0.1";
            home.answering(
                    seen -> Reply.of(status, "").header("Location", "http://" + host + ":" + stranger.port() + "/to"));
            HttpClient client = follow.on(auth(home.origin()).apply(from.client(HttpClient.create(pools.of(1)))));

            expect(follow.get(client, home.origin() + "/from"), "401 ");

            assertThat(stranger.received()).contains("GET /to").doesNotContain("t1-CNRY", "dDEt");
            assertThat(home.log()).containsExactly("/from Bearer t1-CNRY");
        }
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @EnumSource(Follow.class)
    @DisplayName("RS-34: there and back again: the stranger in the middle sees nothing, and the token is there again")
    void thereAndBack(Follow follow) {
        try (RawListener stranger = RawListener.redirectingTo(api.origin() + "/to")) {
            api.answering(seen -> seen.path().equals("/from")
                    ? Reply.of(302, "").header("Location", "http://127.0.0.1:" + stranger.port() + "/via")
                    : Reply.of(200, seen.authorization()));
            HttpClient client = follow.on(auth(api.origin()).apply(client(pools.of(2))));

            expect(follow.get(client, url("/from")), "200 Bearer t1-CNRY");

            assertThat(stranger.received()).contains("GET /via").doesNotContain("t1-CNRY");
        }
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @EnumSource(value = Follow.class, mode = EnumSource.Mode.EXCLUDE, names = "SEND_HANDLER")
    @DisplayName("RS-33: a redirect within the origin carries the token on each hop, also the new one of the replay")
    void withinTheOrigin(Follow follow) {
        api.answering(seen -> switch (seen.path() + " " + seen.authorization()) {
            case "/to Bearer t1" -> Reply.refusal();
            case "/to Bearer t2" -> Reply.ok();
            default -> Reply.of(302, "").header("Location", "/to");
        });
        HttpClient client =
                follow.on(TokenAuth.with(tokens()).allowPlaintext(api.origin()).apply(client(pools.of(1))));

        expect(follow.get(client, url("/from")), "200 ok");

        assertThat(api.log()).startsWith("/from Bearer t1", "/to Bearer t1").endsWith("/to Bearer t2");
        assertThat(renewals()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-30: the 401 of a stranger is not about the token: no report, no replay")
    void strangersRefusal() {
        try (RawListener stranger = RawListener.answering401()) {
            api.answering(seen -> Reply.of(302, "").header("Location", "http://127.0.0.1:" + stranger.port() + "/to"));
            HttpClient client = TokenAuth.with(tokens())
                    .allowPlaintext(api.origin())
                    .apply(client(pools.of(1)))
                    .followRedirect(true);

            expect(Follow.PLAIN.get(client, url("/from")), "401 ");

            assertThat(api.requests()).isEqualTo(1);
            assertThat(renewals()).isZero();
        }
    }

    @Test
    @DisplayName("RS-31, TM-20: https to http on the very same host and port: what arrives is no token")
    void downgradeOnTheSamePort() {
        try (Api home = Api.start(Wire.HTTP_1_TLS)) {
            home.answering(seen ->
                    Reply.of(302, "").header("Location", home.origin().replace("https", "http") + "/to"));
            for (Follow follow : Follow.values()) {
                HttpClient client =
                        follow.on(auth(home.origin()).apply(Wire.HTTP_1_TLS.client(HttpClient.create(pools.of(1)))));

                // a TLS server does not answer plain text; what counts is what it was sent
                follow.get(client, home.origin() + "/from").onErrorComplete().block(BOUND);
            }

            assertThat(home.plaintext()).contains("GET /to").doesNotContain("t1-CNRY");
        }
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @EnumSource(value = Follow.class, mode = EnumSource.Mode.EXCLUDE, names = "SEND_HANDLER")
    @DisplayName("RS-31, TM-17: authorized twice: a stranger sees neither token")
    void strangersSeeNeither(Follow follow) {
        try (RawListener stranger = RawListener.answering401()) {
            api.answering(seen -> Reply.of(302, "").header("Location", "http://127.0.0.1:" + stranger.port() + "/to"));
            TokenSource other = TokenSource.fixed(AccessToken.bearer("t2-CNRY", Duration.ofHours(1)));
            HttpClient inner = auth(api.origin()).passForeignOrigins().apply(client(pools.of(1)));
            HttpClient outer = TokenAuth.with(other)
                    .allowPlaintext(api.origin())
                    .replaceAuthorization()
                    .passForeignOrigins()
                    .apply(inner);

            expect(follow.get(follow.on(outer), url("/from")), "401 ");

            assertThat(api.log()).containsExactly("/from Bearer t2-CNRY");
            assertThat(stranger.received()).contains("GET /to").doesNotContain("CNRY");
        }
    }

    private TokenAuth auth(String origin) {
        TokenAuth auth = TokenAuth.with(TokenSource.fixed(AccessToken.bearer("t1-CNRY", Duration.ofHours(1))));
        return origin.startsWith("https") ? auth.allow(origin) : auth.allowPlaintext(origin);
    }
}
