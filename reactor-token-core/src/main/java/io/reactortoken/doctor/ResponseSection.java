package io.reactortoken.doctor;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.doctor.ExchangeRecorder.Passed;
import io.reactortoken.doctor.Suspicion.Weight;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.oauth2.internal.body.Echo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** D-07: sends the one request, on its own way, and tells what came back. */
final class ResponseSection implements Examiner {

    private static final String ID = "D-07";
    private static final Duration NOTICEABLE_SKEW = Duration.ofSeconds(30);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** They tell what was seen, and something else may tell why. */
    private static final Set<String> OPEN =
            Set.of("H-CLIENT", "H-CONNECT", "H-DNS", "H-SLOW", "H-TIMEOUT", "H-CLOSE", "H-ROTATE", "H-GRANT");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Mono<CaseFile> examine(CaseFile file) {
        return ask(file)
                .map(exchange -> file.with(changed -> {
                    changed.exchange = exchange;
                    changed.token = exchange.token()
                            .map(token -> TokenLook.of(token, exchange.echo()))
                            .orElse(null);
                }));
    }

    private static Mono<Exchange> ask(CaseFile file) {
        return Mono.defer(() -> {
                    Setup setup = file.setup;
                    setup.announce("asking the token endpoint, once");
                    Queue<LintFound> lints = new ConcurrentLinkedQueue<>();
                    ExchangeRecorder recorder = new ExchangeRecorder(setup.examination.transport(), setup.clock);
                    return setup.examination
                            .ask(recorder, setup.clock, lints::add)
                            .timeout(DEADLINE, Mono.error(ResponseSection::late), setup.timers())
                            .map(token -> exchange(recorder.passed(), token, null, lints))
                            .onErrorResume(
                                    error -> Mono.just(exchange(recorder.passed(), null, failure(error), lints)));
                })
                .onErrorResume(error -> Mono.just(exchange(Passed.NOTHING, null, failure(error), List.of())));
    }

    private static Exchange exchange(
            Passed passed, @Nullable AccessToken token, @Nullable TokenFailure failure, Iterable<LintFound> lints) {
        List<LintFound> odd = new ArrayList<>();
        lints.forEach(odd::add);
        Echo echo = token == null ? passed.echo() : TokenLook.hiding(token, passed.echo());
        return new Exchange(
                passed.sent(),
                passed.received().map(answer -> answer.hiding(echo)),
                Optional.ofNullable(token),
                Optional.ofNullable(failure),
                List.copyOf(odd),
                passed.metadata(),
                echo);
    }

    private static TokenException late() {
        TokenFailure failure = TokenFailure.of(
                        Code.TMO, "timeout: no complete answer within " + DEADLINE.toSeconds() + " s")
                .hint("H-SLOW", "the doctor waits no longer; is the server overloaded, or a firewall silent?");
        return TokenTransportException.of(failure, null);
    }

    /** What is none of ours has a message of its maker's, which is not for a report. */
    private static TokenFailure failure(Throwable error) {
        return error instanceof TokenException known
                ? known.failure()
                : TokenFailure.of(
                                Code.NET,
                                "the request failed with " + error.getClass().getName())
                        .hint("H-TRANSPORT", "a transport must signal an answer or a TokenException");
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Response");
        Exchange exchange = file.exchange;
        exchange.received().ifPresentOrElse(answer -> add(lines, answer), () -> lines.add("answer", "there was none"));
        exchange.failure().ifPresent(failure -> {
            lines.addIf(!failure.error().isEmpty(), "error", failure.error());
            lines.add("failure", failure.message());
        });
        exchange.lints().stream()
                .filter(lint -> !CredentialSection.isAboutTheSecret(lint))
                .forEach(lint -> lines.add("odd", lint.text() + " [" + lint.id() + "]"));
        return lines.section();
    }

    private static void add(Lines lines, Received answer) {
        lines.add("status", Integer.toString(answer.status()));
        lines.add("content-type", Words.orElse(answer.contentType(), "none"));
        lines.add("body", answer.looksLike() + ", " + Words.count(answer.length(), "byte") + "; left out");
        lines.addIf(!answer.location().isEmpty(), "redirects to", answer.location() + "; not followed");
        lines.addIf(!answer.challenge().isEmpty(), "asks for", answer.challenge());
        answer.server().correlationIds().forEach((name, id) -> lines.add("correlation", name + " " + id));
        lines.add("clock", answer.server().skew().map(ResponseSection::clock).orElse("the answer told no time"));
        lines.add("took", Words.millis(answer.took()));
    }

    private static String clock(Duration skew) {
        if (skew.abs().compareTo(Duration.ofSeconds(2)) < 0) {
            return "the same as the server's, to a second or two";
        }
        return "this clock is " + Words.span(skew) + (skew.isNegative() ? " ahead of" : " behind")
                + " the server's, to a second";
    }

    @Override
    public List<Suspicion> suspicions(CaseFile file) {
        Exchange exchange = file.exchange;
        List<Suspicion> found = new ArrayList<>();
        exchange.failure().ifPresent(failure -> found.add(suspicion(failure)));
        skewed(exchange).ifPresent(found::add);
        exchange.lints().forEach(lint -> LintAdvice.suspicion(lint, exchange).ifPresent(found::add));
        return found;
    }

    /** Beside a failure; where a token was issued, a lint tells. */
    private static Optional<Suspicion> skewed(Exchange exchange) {
        return exchange.failure()
                .flatMap(TokenFailure::clockSkew)
                .filter(skew -> skew.abs().compareTo(NOTICEABLE_SKEW) > 0)
                .map(skew -> new Suspicion(
                        Weight.ADVICE, Finding.of("H-CLOCK", clock(skew), "set this machine's clock by NTP")));
    }

    private static Suspicion suspicion(TokenFailure failure) {
        boolean open = OPEN.contains(failure.hintId()) || isUnclear(failure);
        return new Suspicion(open ? Weight.SYMPTOM : Weight.CAUSE, finding(failure));
    }

    /** A wrong path is one; a request that the server does not like may have many reasons. */
    private static boolean isUnclear(TokenFailure failure) {
        return failure.hintId().equals("H-REQ") && failure.status() != 404 && failure.status() != 405;
    }

    static Finding finding(TokenFailure failure) {
        String advice = " - " + failure.hint() + " [" + failure.hintId() + "]";
        String message = failure.message();
        String evidence = message.endsWith(advice) ? message.substring(0, message.length() - advice.length()) : message;
        return Finding.of(Words.orElse(failure.hintId(), "H-UNKNOWN"), evidence, failure.hint());
    }
}
