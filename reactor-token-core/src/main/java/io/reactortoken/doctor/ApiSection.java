package io.reactortoken.doctor;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.doctor.ApiCall.Answer;
import io.reactortoken.http.Challenge;
import io.reactortoken.internal.AuthorizedRequest;
import io.reactortoken.internal.Authorizer;
import io.reactortoken.internal.Origin;
import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** D-11: one GET with the token and one without, if the caller names an API. */
final class ApiSection implements Examiner {

    private static final String ID = "D-11";
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Mono<CaseFile> examine(CaseFile file) {
        URI api = file.setup.api;
        if (api == null) {
            return Mono.just(file);
        }
        String refused = refused(api, file);
        if (!refused.isEmpty()) {
            return Mono.just(file.with(changed -> changed.call = ApiCall.skipped(refused)));
        }
        AccessToken token = file.exchange.token().orElseThrow();
        file.setup.announce("calling the API, with the token and without");
        return Mono.defer(() -> call(api, token, file))
                .onErrorResume(error -> Mono.just(new ApiCall("", Optional.of(none(failure(error))), Optional.empty())))
                .map(call -> file.with(changed -> changed.call = call));
    }

    /** What quotes the token, or a credential, is hidden in both answers: an API may remember it. */
    private static Mono<ApiCall> call(URI api, AccessToken token, CaseFile file) {
        Map<String, String> plain = Map.of("Accept", "*/*");
        Map<String, String> authorized = new LinkedHashMap<>(plain);
        authorized.putAll(Authorizer.bearer().headers(new AuthorizedRequest("GET", () -> api, 1, token)));
        Echo echo = file.exchange.echo();
        return answer(TransportRequest.get(api, authorized), echo, file.setup)
                .flatMap(with -> answer(TransportRequest.get(api, plain), echo, file.setup)
                        .map(without -> new ApiCall("", Optional.of(with), Optional.of(without))));
    }

    private static String refused(URI api, CaseFile file) {
        boolean plain = !"https".equalsIgnoreCase(api.getScheme());
        if (Origin.of(api).isEmpty() || (plain && !"http".equalsIgnoreCase(api.getScheme()))) {
            return "not called: it is not an absolute https URL, or has user info before its host";
        }
        if (plain && !file.setup.examination.plaintextAllowed()) {
            return "not called: it is http, and a token must not travel in plain text";
        }
        return file.exchange.token().isEmpty() ? "not called: there is no token" : "";
    }

    private static Mono<Answer> answer(TransportRequest request, Echo echo, Setup setup) {
        return Mono.defer(() -> {
                    Instant sentAt = now(setup);
                    long start = setup.clock.nanoTime();
                    return setup.examination.transport().exchange(request).map(response -> {
                        Duration took = Duration.ofNanos(setup.clock.nanoTime() - start);
                        return read(
                                response,
                                ExchangeRecorder.read(response, request.uri(), echo, sentAt, now(setup), took),
                                echo);
                    });
                })
                .timeout(DEADLINE, Mono.fromSupplier(() -> none(late())), setup.timers())
                .onErrorResume(error -> Mono.just(none(failure(error))));
    }

    private static Answer read(TransportResponse response, Received received, Echo echo) {
        List<Challenge> challenges = Challenge.parse(response.headers("WWW-Authenticate")).stream()
                .map(challenge -> shown(challenge, echo))
                .toList();
        return new Answer(Optional.of(received), challenges, Optional.empty());
    }

    /** What a report may show of it: the scheme, the error and the scope, cleaned. */
    private static Challenge shown(Challenge challenge, Echo echo) {
        Map<String, String> known = new LinkedHashMap<>();
        for (String name : List.of("error", "scope")) {
            challenge.parameter(name).ifPresent(value -> known.put(name, echo.show(value, 200)));
        }
        return new Challenge(echo.show(challenge.scheme(), 40), "", known, challenge.malformed());
    }

    private static Instant now(Setup setup) {
        return Instant.ofEpochMilli(setup.clock.epochMillis());
    }

    private static Answer none(TokenFailure failure) {
        return new Answer(Optional.empty(), List.of(), Optional.of(failure));
    }

    private static TokenFailure late() {
        return TokenFailure.of(Code.TMO, "timeout: the API did not answer within " + DEADLINE.toSeconds() + " s")
                .hint("H-SLOW", "is the API reachable from here?");
    }

    private static TokenFailure failure(Throwable error) {
        return error instanceof TokenException known
                ? known.failure()
                : TokenFailure.of(
                                Code.NET,
                                "the call failed with " + error.getClass().getName())
                        .hint("H-TRANSPORT", "a transport must signal an answer or a TokenException");
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "API");
        URI api = file.setup.api;
        if (api != null) {
            lines.add("url", "GET " + Words.url(api));
        }
        if (!file.call.skipped().isEmpty()) {
            return lines.add("call", file.call.skipped()).section();
        }
        file.call.with().ifPresent(answer -> add(lines, "with the token", answer));
        file.call.without().ifPresent(answer -> add(lines, "without", answer));
        return lines.section();
    }

    private static void add(Lines lines, String name, Answer answer) {
        answer.failure().ifPresent(failure -> lines.add(name, failure.message()));
        answer.received().ifPresent(received -> {
            lines.add(
                    name,
                    "status " + received.status() + ", " + received.looksLike() + ", "
                            + Words.count(received.length(), "byte") + ", " + Words.millis(received.took()));
            lines.addIf(!received.location().isEmpty(), "redirects to", received.location() + "; not followed");
        });
        answer.challenges()
                .forEach(challenge -> lines.add("challenge", challenge.scheme() + " " + challenge.parameters()));
    }

    @Override
    public List<Suspicion> suspicions(CaseFile file) {
        return file.call
                .with()
                .map(with -> new ApiVerdict(file, with).suspicions())
                .orElseGet(List::of);
    }
}
