package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.GRANTED;
import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.transport.TransportRequest;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** The rows that the catalogue marks with retry 1: the request is sent once more, at once. */
class OnceMoreTest {

    private final Ask ask = Ask.plainly();

    private void grantsAtOnce() {
        // without a delay, and with retries switched off
        StepVerifier.withVirtualTime(() -> ask.request().source().token())
                .expectNextMatches(token -> token.reveal().equals(TOKEN))
                .expectComplete()
                .verify(Duration.ofSeconds(10));
        assertThat(ask.transport.requests).hasSize(2);
    }

    @Test
    @DisplayName("TE-003: an empty 200 is asked for once more, at once, and then given up")
    void asksAgainForAnEmptyAnswer() {
        ask.transport.then(200, "");
        grantsAtOnce();
    }

    @Test
    @DisplayName("TE-003: two empty answers are MTR/EMPTY, never an empty Mono")
    void givesUpAfterTwoEmptyAnswers() {
        TokenException error = ask.refusedBy(200, "");
        assertThat(ask.transport.requests).hasSize(2);
        assertThat(error.failure().kind()).contains(FailureKind.EMPTY);
        assertThat(error.retryable()).isFalse();
        assertThat(error).message().startsWith("MTR the answer is empty, twice (");
    }

    static IntStream cuts() {
        return IntStream.range(1, GRANTED.length());
    }

    @ParameterizedTest(name = "TE-010: cut off after {0} characters")
    @MethodSource("cuts")
    void asksAgainForACutAnswer(int length) {
        ask.transport.then(200, GRANTED.substring(0, length));
        grantsAtOnce();
    }

    @Test
    @DisplayName("TE-010: two that are cut off are MTR/NOT_JSON, and tell the position only")
    void givesUpAfterTwoCutAnswers() {
        TokenException error = ask.refusedBy(200, "{\"access_token\":\"" + TOKEN);
        assertThat(ask.transport.requests).hasSize(2);
        assertThat(error.failure().kind()).contains(FailureKind.NOT_JSON);
        assertThat(error)
                .message()
                .startsWith("MTR the answer is a JSON object that is cut off after 34 characters, twice");
    }

    @Test
    @DisplayName("TE-130: 421 is asked once more, on a new connection")
    void asksAgainOnANewConnection() {
        ask.transport.then(421, "<html>");
        grantsAtOnce();
        assertThat(ask.transport.requests)
                .extracting(TransportRequest::needsNewConnection)
                .containsExactly(false, true);
        assertThat(ask.transport.requests.get(1).body())
                .isEqualTo(ask.transport.requests.get(0).body());
    }

    @Test
    @DisplayName("R9110-20: 421 twice is HTP, and no token problem")
    void givesUpAfterTwoMisdirections() {
        TokenException error = ask.refusedBy(421, "");
        assertThat(ask.transport.requests).hasSize(2);
        assertThat(error.code()).isEqualTo(Code.HTP);
        assertThat(error.retryable()).isFalse();
        assertThat(error).message().startsWith("HTP the token endpoint answered HTTP 421, twice (");
    }

    @Test
    @DisplayName("TE-130: 421 with an OAuth error is that error")
    void believesAnErrorCode() {
        TokenException error = Ask.refused(421, "{\"error\":\"invalid_client\"}");
        assertThat(error.code()).isEqualTo(Code.OAE);
    }

    @ParameterizedTest(name = "TE-003: {0} without a body is not asked for again")
    @ValueSource(ints = {201, 204, 400, 404, 501})
    void asksAgainForNothingElse(int status) {
        Ask.refused(status, "");
    }

    @Test
    @DisplayName("TE-010: another answer to the second request is told as it is")
    void tellsTheSecondAnswer() {
        ask.transport.then(200, "");
        TokenException error = ask.refusedBy(400, "{\"error\":\"invalid_client\"}");
        assertThat(error.code()).isEqualTo(Code.OAE);
        assertThat(ask.transport.requests).hasSize(2);
    }

    @Test
    @DisplayName("TE-141: a failing server is asked by the retry policy after it")
    void leavesTheRestToTheRetryPolicy() {
        Ask patient = Ask.with(request -> request.retry(RetryPolicy.defaults()));
        patient.transport.then(200, "").then(503, "").then(200, GRANTED.substring(0, 9));
        StepVerifier.withVirtualTime(() -> patient.request().source().token())
                .thenAwait(Duration.ofMinutes(1))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(patient.transport.requests).hasSize(4);
    }

    @Test
    @DisplayName("R6749-34: a cut error answer is an error by its status, and not asked for again")
    void doesNotAskAgainForACutError() {
        TokenException error = Ask.refused(response(400, "{\"error\":\"invalid_cl"));
        assertThat(error.code()).isEqualTo(Code.HTP);
    }
}
