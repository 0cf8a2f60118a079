package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.GRANTED;
import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.LogLines;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What the headers of a granting answer tell: caches in between, and clocks. */
class AnswerHeadersTest {

    private final Ask ask = Ask.plainly();

    @ParameterizedTest(name = "R6749-44: Cache-Control ''{0}'' is worth {1} remarks", quoteTextArguments = false)
    @CsvSource({"no-store, 0", "'no-cache, NO-STORE', 0", "no-cache, 1", "'', 1"})
    void remarksOnAMissingNoStore(String value, int remarks) {
        ask.grantedBy(response(200, Map.of("cache-control", List.of(value)), GRANTED));
        assertThat(ask.remarks()).hasSize(remarks).allMatch(line -> line.contains("lacks Cache-Control: no-store"));
        assertThat(ask.warnings()).isEmpty();
    }

    @ParameterizedTest(name = "R6749-44: Age {0} is a token out of a cache", quoteTextArguments = false)
    @ValueSource(strings = {"1", " 17 ", "999999999999999999"})
    void warnsOfAnAge(String age) {
        Map<String, List<String>> headers = Map.of("Age", List.of(age), "Cache-Control", List.of("no-store"));
        assertThat(ask.grantedBy(response(200, headers, GRANTED)).reveal()).isEqualTo(TOKEN);
        assertThat(ask.warnings()).singleElement().asString().contains("the token came out of an HTTP cache");
    }

    @ParameterizedTest(name = "R6749-44: Age ''{0}'' is none", quoteTextArguments = false)
    @ValueSource(strings = {"0", "00", "-1", "x", "", "1.5", "99999999999999999999999999"})
    void ignoresOtherAges(String age) {
        Map<String, List<String>> headers = Map.of("Age", List.of(age), "Cache-Control", List.of("no-store"));
        ask.grantedBy(response(200, headers, GRANTED));
        assertThat(ask.log()).isEmpty();
    }

    @ParameterizedTest(
            name = "R9110-21: a Date of {0} at 00:00:00, sent 4 s before, says: {1}",
            quoteTextArguments = false)
    @CsvSource({
        "'Tue, 01 Jan 2030 00:00:02 GMT', nothing",
        "'Mon, 31 Dec 2029 23:59:32 GMT', nothing",
        "'Tue, 01 Jan 2030 00:00:27 GMT', nothing",
        "'Mon, 31 Dec 2029 23:59:27 GMT', this clock is 30 s ahead of that of https://id.example.com",
        "'Tue, 01 Jan 2030 00:05:02 GMT', this clock is 304 s behind that of https://id.example.com"
    })
    void warnsOfTheClock(String date, String said) {
        TestTime time = TestTime.create();
        time.jumpWallClock(Duration.ofSeconds(-4));
        Map<String, List<String>> headers = Map.of("Date", List.of(date), "Cache-Control", List.of("no-store"));
        ask.transport.then(
                Mono.delay(Duration.ofSeconds(4), time.scheduler()).map(tick -> response(200, headers, GRANTED)));
        try (LogLines lines = LogLines.listen();
                CachedTokenSource tokens = ask.request().cache(time.policy().build())) {
            StepVerifier.create(tokens.token())
                    .then(() -> time.advance(Duration.ofSeconds(4)))
                    .expectNextCount(1)
                    .verifyComplete();
            if (said.equals("nothing")) {
                assertThat(lines.of("WARN")).isEmpty();
            } else {
                assertThat(lines.of("WARN"))
                        .singleElement()
                        .asString()
                        .contains(said)
                        .endsWith("[H-CLOCK]");
            }
        }
    }

    @Test
    @DisplayName("R6749-42: each sort of remark is a warning once per source, and quiet from then on")
    void warnsOnce() {
        ask.transport.always(response(200, Map.of("Age", List.of("9")), GRANTED));
        TokenRequest request = ask.request();
        try (LogLines lines = LogLines.listen()) {
            var source = request.source();
            for (int i = 0; i < 3; i++) {
                StepVerifier.create(source.token()).expectNextCount(1).verifyComplete();
            }
            assertThat(lines.of("WARN")).hasSize(1);
            assertThat(lines.of("DEBUG")).hasSize(2);
            StepVerifier.create(request.source().token()).expectNextCount(1).verifyComplete();
            assertThat(lines.of("WARN")).hasSize(2);
        }
    }
}
