package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.Messages;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.transport.TransportResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import reactor.test.StepVerifier;

/** One acquisition, the answers to it, and what a caller and a log make of them. Looks for leaks on the way. */
final class Ask {

    static final String SECRET = "CNRY-sec-5b0c7d91";
    static final String ORIGIN = "https://id.example.com";
    static final String URI = ORIGIN + "/token";

    final RecordingTransport transport = new RecordingTransport();
    private final TokenRequest base;
    private final UnaryOperator<TokenRequest> options;
    private List<String> log = List.of();

    private Ask(TokenRequest base, UnaryOperator<TokenRequest> options) {
        this.base = base;
        this.options = options;
    }

    static Ask with(UnaryOperator<TokenRequest> options) {
        TokenRequest base = OAuth2.clientCredentials(URI).scope("orders:read", "orders:write");
        return new Ask(base, options);
    }

    /** Another grant, by the same client. */
    static Ask by(TokenRequest base) {
        return new Ask(base, request -> request);
    }

    static Ask plainly() {
        return with(request -> request);
    }

    /** The request that the answers are for. */
    TokenRequest request() {
        return options.apply(base.clientId("billing-client")
                .clientSecret(SecretSource.of(SECRET))
                .retry(RetryPolicy.none())
                .transport(transport));
    }

    AccessToken grantedBy(TransportResponse response) {
        AtomicReference<AccessToken> token = new AtomicReference<>();
        try (LogLines lines = LogLines.listen()) {
            transport.always(response);
            StepVerifier.create(request().source().token())
                    .consumeNextWith(token::set)
                    .verifyComplete();
            log = lines.all();
        }
        AccessToken granted = token.get();
        Leaks.assertNone(granted, granted.reveal());
        Leaks.assertNone(log, SECRET, granted.reveal());
        assertThat(log).allMatch(line -> line.matches("[ -~]{1,1024}"));
        return granted;
    }

    AccessToken grantedBy(String body) {
        return grantedBy(RecordingTransport.response(200, body));
    }

    TokenException refusedBy(TransportResponse response) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        try (LogLines lines = LogLines.listen()) {
            transport.always(response);
            StepVerifier.create(request().source().token())
                    .consumeErrorWith(error::set)
                    .verify();
            log = lines.all();
        }
        Throwable refusal = error.get();
        Messages.assertWellFormed(refusal);
        Leaks.assertNone(refusal, SECRET, RecordingTransport.TOKEN);
        Leaks.assertNone(response, SECRET, RecordingTransport.TOKEN);
        Leaks.assertNone(log, SECRET, RecordingTransport.TOKEN);
        assertThat(refusal).hasNoCause().message().contains("client=bil..ent(14), as=" + ORIGIN);
        return (TokenException) refusal;
    }

    TokenException refusedBy(int status, String body) {
        return refusedBy(RecordingTransport.response(status, body));
    }

    /** What was logged, level first. */
    List<String> log() {
        return log;
    }

    /** The remarks of which somebody should take note. */
    List<String> warnings() {
        return log.stream().filter(line -> line.startsWith("WARN ")).toList();
    }

    /** The remarks for those who look for them. */
    List<String> remarks() {
        return log.stream().filter(line -> line.startsWith("DEBUG ")).toList();
    }

    /** One request was enough to get this. */
    static AccessToken granted(TransportResponse response) {
        Ask ask = plainly();
        AccessToken token = ask.grantedBy(response);
        assertThat(ask.transport.requests).hasSize(1);
        return token;
    }

    static AccessToken granted(String body) {
        return granted(RecordingTransport.response(200, body));
    }

    /** One request was enough to be refused: it was not sent again. */
    static TokenException refused(TransportResponse response) {
        Ask ask = plainly();
        TokenException error = ask.refusedBy(response);
        assertThat(ask.transport.requests).hasSize(1);
        return error;
    }

    static TokenException refused(int status, String body) {
        return refused(RecordingTransport.response(status, body));
    }
}
