package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Section 2.6 of the catalogue: Retry-After in every form (RFC 9110 section 10.2.3). The test's clock says 2030-01-01. */
class RetryAfterRowsTest {

    private static final String SERVER_DATE = "Tue, 01 Jan 2030 01:00:00 GMT";

    private final TestTime time = TestTime.create();

    /** What one attempt says to such an answer, at the test's time. */
    private TokenException refusedBy(int status, Map<String, List<String>> headers) {
        Ask ask = Ask.plainly();
        ask.transport.always(response(status, headers, ""));
        AtomicReference<Throwable> error = new AtomicReference<>();
        try (CachedTokenSource tokens = ask.request().cache(time.policy().build())) {
            StepVerifier.create(tokens.token()).consumeErrorWith(error::set).verify();
        }
        assertThat(ask.transport.requests).hasSize(1);
        return (TokenException) error.get();
    }

    @ParameterizedTest(name = "{0}, R9110-10: Retry-After ''{1}'' is {2} s", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "TE-131; 2; 2",
                "TE-133; garbage; -",
                "TE-133; ''; -",
                "TE-133; 5.5; -",
                "TE-133; ' 5 '; 5",
                "TE-133; 5, 10; -",
                "TE-133; +5; -",
                "TE-133; 5|x|10; 10",
                "TE-133; 5|10; 10",
                "TE-133; 10|5; 10",
                "TE-133; 0x10; -",
                "TE-133; \u0665; -",
                "TE-134; -5; -",
                "TE-134; -0; -",
                "TE-135; 0; 0",
                "TE-135; 00000000000000002; 2",
                "TE-136; 999999999; 3600",
                "TE-136; 3601; 3600",
                "TE-136; 3600; 3600",
                "TE-136; 1000000000000000000000000000000; 3600",
                "TE-136; Fri, 31 Dec 9999 23:59:59 GMT; 3600",
                "TE-132; Tue, 01 Jan 2030 00:00:07 GMT; 7",
                "TE-132; Tuesday, 01-Jan-30 00:00:07 GMT; 7",
                "TE-132; Tue Jan  1 00:00:07 2030; 7",
                "TE-132; Tue Jan 01 00:00:07 2030; 7",
                "TE-132; 9|Tue, 01 Jan 2030 00:00:07 GMT; 9",
                "TE-137; Mon, 31 Dec 2029 23:59:59 GMT; 0",
                "TE-137; Wed, 01 Jan 1930 00:00:07 GMT; 0",
                "TE-137; Wednesday, 01-Jan-81 00:00:07 GMT; 0",
                "R9110-11; Tuesday, 01-Jan-80 00:00:00 GMT; 3600",
                "R9110-11; Mon, 31 Dec 2029 23:59:60 GMT; 0",
                "R9110-11; Tue, 01 Jan 2030 00:00:60 GMT; 60",
                "R9110-12; Tue, 01 Jan 2030 00:00:61 GMT; -",
                "R9110-12; Tue, 32 Jan 2030 00:00:07 GMT; -",
                "R9110-12; Tue, 01 Foo 2030 00:00:07 GMT; -",
                "R9110-12; Tue, 01 Jan 2030 24:00:07 GMT; -",
                "R9110-12; Tue, 01 Jan 2030 00:00:07 CET; -",
                "R9110-12; Tue, 1 Jan 2030 00:00:07 GMT; -",
                "R9110-12; 2030-01-01T00:00:07Z; -",
                "R9110-12; Fri, 30 Feb 2030 00:00:07 GMT; -"
            })
    void readsRetryAfter(String row, String value, Long seconds) {
        TokenException error = refusedBy(429, Map.of("retry-after", List.of(value.split("\\|"))));
        assertThat(error.code()).isEqualTo(Code.THR);
        assertThat(error.retryable()).isTrue();
        assertThat(error.retryAfter().map(Duration::toSeconds).orElse(null)).isEqualTo(seconds);
    }

    @ParameterizedTest(name = "{0}: {1} at a server whose clock says 01:00 is {2} s", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            value = {
                "TE-132; Tue, 01 Jan 2030 01:00:07 GMT; 7",
                "TE-132; Tuesday, 01-Jan-30 01:00:07 GMT; 7",
                "TE-132; Tue Jan  1 01:00:07 2030; 7",
                "R9110-12; Tue, 01 Jan 2030 00:00:07 GMT; 0",
                "R9110-12; 9; 9"
            })
    void readsADateAgainstTheServersClock(String row, String value, long seconds) {
        TokenException error = refusedBy(503, Map.of("Retry-After", List.of(value), "Date", List.of(SERVER_DATE)));
        assertThat(error.code()).isEqualTo(Code.THR);
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @Test
    @DisplayName("R9110-12: a wait that was shortened is told")
    void tellsThatItWasShortened() {
        assertThat(refusedBy(429, Map.of("Retry-After", List.of("3601"))))
                .hasMessageContaining("asked for fewer requests, for more than an hour: taken as one (");
        assertThat(refusedBy(429, Map.of("Retry-After", List.of("3600"))))
                .hasMessageContaining("asked for fewer requests (");
    }

    @Test
    @DisplayName("TE-141: 503 with Retry-After is throttling; 400 with it is still a refusal")
    void throttles() {
        Map<String, List<String>> headers = Map.of("Retry-After", List.of("7"));
        assertThat(refusedBy(503, headers).code()).isEqualTo(Code.THR);
        assertThat(refusedBy(503, Map.of("Retry-After", List.of("soon"))).code())
                .isEqualTo(Code.HTP);
        TokenException refusal = Ask.refused(response(400, headers, "{\"error\":\"invalid_client\"}"));
        assertThat(refusal.retryable()).isFalse();
        assertThat(refusal.retryAfter()).isEmpty();
    }

    private Ask patient() {
        return Ask.with(request -> request.retry(RetryPolicy.defaults()));
    }

    @Test
    @DisplayName("TE-131: the second request comes not before 2.0 s, and not after 2.4 s")
    void waitsAsLongAsAsked() {
        Ask ask = patient();
        ask.transport.then(Mono.just(response(429, Map.of("Retry-After", List.of("2")), "")));
        try (CachedTokenSource tokens = ask.request().cache(time.policy().build())) {
            StepVerifier.create(tokens.token())
                    .then(() -> time.advance(Duration.ofMillis(1_999)))
                    .then(() -> assertThat(ask.transport.requests).hasSize(1))
                    .then(() -> time.advance(Duration.ofMillis(402)))
                    .expectNextCount(1)
                    .verifyComplete();
        }
        assertThat(ask.transport.requests).hasSize(2);
    }

    @ParameterizedTest(name = "{0}, R9110-10: Retry-After {1} is no hot loop", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            value = {"TE-135; 0", "TE-137; Wed, 01 Jan 1930 00:00:07 GMT", "TE-133; garbage", "TE-134; -5"})
    void waitsAtLeastTheBackoff(String row, String value) {
        Ask ask = patient();
        ask.transport.then(Mono.just(response(429, Map.of("Retry-After", List.of(value)), "")));
        try (CachedTokenSource tokens = ask.request().cache(time.policy().build())) {
            StepVerifier.create(tokens.token())
                    .then(() -> time.advance(Duration.ofMillis(99)))
                    .then(() -> assertThat(ask.transport.requests).hasSize(1))
                    .then(() -> time.advance(Duration.ofMillis(102)))
                    .expectNextCount(1)
                    .verifyComplete();
        }
    }

    @Test
    @DisplayName("TE-136: a wait past the deadline fails at once, with the time")
    void failsAtOnceWhenTheWaitIsLong() {
        Ask ask = patient();
        ask.transport.always(response(429, Map.of("Retry-After", List.of("999999999")), ""));
        try (CachedTokenSource tokens = ask.request().cache(time.policy().build())) {
            StepVerifier.create(tokens.token())
                    .consumeErrorWith(error ->
                            assertThat(((TokenException) error).retryAfter()).contains(Duration.ofHours(1)))
                    .verify();
        }
        assertThat(ask.transport.requests).hasSize(1);
    }
}
