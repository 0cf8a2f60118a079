package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.TokenClock;
import io.reactortoken.http.Challenge;
import io.reactortoken.oauth2.internal.answer.ServerFacts;
import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Stands before the request's own transport and keeps redacted facts of what passes. */
final class ExchangeRecorder implements TokenTransport {

    private static final int LONGEST = 80;
    private static final int LOOKED_AT = 256;

    private final TokenTransport transport;
    private final TokenClock clock;
    private final AtomicReference<Passed> passed = new AtomicReference<>(Passed.NOTHING);

    /** What has passed. */
    record Passed(Optional<Sent> sent, Optional<Received> received, int metadata, Echo echo) {

        static final Passed NOTHING = new Passed(Optional.empty(), Optional.empty(), 0, Echo.of(List.of()));

        private Passed by(TransportRequest request) {
            if (!request.method().equals("POST")) {
                return new Passed(sent, received, metadata + 1, echo);
            }
            Disclosed disclosed = Disclosed.by(request);
            return new Passed(Optional.of(disclosed.sent()), Optional.empty(), metadata, disclosed.echo());
        }

        private Passed and(Received answer) {
            return new Passed(sent, Optional.of(answer), metadata, echo);
        }
    }

    ExchangeRecorder(TokenTransport transport, TokenClock clock) {
        this.transport = transport;
        this.clock = clock;
    }

    Passed passed() {
        return passed.get();
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return Mono.defer(() -> {
            long startNanos = clock.nanoTime();
            Instant sentAt = now();
            passed.updateAndGet(before -> before.by(request));
            Mono<TransportResponse> answer = transport.exchange(request);
            return request.method().equals("POST")
                    ? answer.doOnNext(response -> received(request, response, sentAt, startNanos))
                    : answer;
        });
    }

    private void received(TransportRequest request, TransportResponse response, Instant sentAt, long startNanos) {
        Duration took = Duration.ofNanos(clock.nanoTime() - startNanos);
        Received answer = read(response, request.uri(), passed.get().echo, sentAt, now(), took);
        passed.updateAndGet(before -> before.and(answer));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.epochMillis());
    }

    @SuppressWarnings("checkstyle:ParameterNumber") // read once, where all of it is known
    static Received read(
            TransportResponse response, URI asked, Echo echo, Instant sentAt, Instant receivedAt, Duration took) {
        byte[] body = response.body();
        return new Received(
                response.status(),
                response.header("Content-Type")
                        .map(type -> echo.show(type, LONGEST))
                        .orElse(""),
                body.length,
                looksLike(body),
                ServerFacts.of(response, echo, sentAt, receivedAt),
                response.header("Location")
                        .map(target -> origin(asked, target, echo))
                        .orElse(""),
                challenge(response, echo),
                took);
    }

    /** The origin alone: path and query may hold anything. */
    private static String origin(URI asked, String location, Echo echo) {
        try {
            URI target = asked.resolve(location.strip());
            String port = target.getPort() < 0 ? "" : ":" + target.getPort();
            String origin = target.getScheme() + "://" + target.getHost() + port;
            return target.getHost() == null ? "not a URL" : echo.show(origin, LONGEST);
        } catch (IllegalArgumentException noUri) {
            return "not a URL";
        }
    }

    private static String challenge(TransportResponse response, Echo echo) {
        return Challenge.parse(response.headers("WWW-Authenticate")).stream()
                .map(challenge -> echo.show(challenge.scheme(), LONGEST))
                .limit(4)
                .collect(Collectors.joining(" "));
    }

    static String looksLike(byte[] body) {
        if (body.length == 0) {
            return "empty";
        }
        String start = new String(body, 0, Math.min(body.length, LOOKED_AT), UTF_8)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (start.isEmpty()) {
            return "blank";
        }
        if (start.startsWith("{")) {
            return "a JSON object";
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return "an HTML page";
        }
        if (start.startsWith("<")) {
            return "HTML or XML";
        }
        return List.of("access_token=", "error=").stream().anyMatch(start::startsWith) ? "a form" : "other text";
    }
}
