package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.MemberFixture.with;
import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.LogLines;
import io.reactortoken.TokenException;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Section 2.4 of the catalogue: what a cache makes of a stated lifetime, counted in requests. */
class CachedLifetimeTest {

    private final TestTime time = TestTime.create();
    private final Ask ask = Ask.plainly();

    private CachedTokenSource cache(Ask asked) {
        return asked.request().cache(time.policy().jitter(Duration.ZERO).build());
    }

    private CachedTokenSource answering(String name, String json) {
        ask.transport.always(response(200, with(name, json)));
        return cache(ask);
    }

    private static AccessToken get(CachedTokenSource tokens) {
        AtomicReference<AccessToken> token = new AtomicReference<>();
        StepVerifier.create(tokens.token()).consumeNextWith(token::set).verifyComplete();
        return token.get();
    }

    private static boolean isRefused(CachedTokenSource tokens) {
        AtomicReference<Object> last = new AtomicReference<>(tokens);
        StepVerifier.create(tokens.token().materialize())
                .consumeNextWith(last::set)
                .verifyComplete();
        return last.get().toString().contains("onError");
    }

    private int requests() {
        return ask.transport.requests.size();
    }

    @Test
    @DisplayName("TE-075, R6749-27, SD-02: no expires_in is the default lifetime, and one warning for all answers")
    void keepsForTheDefaultLifetime() {
        String body = "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"}";
        ask.transport.always(response(200, body));
        try (LogLines lines = LogLines.listen();
                CachedTokenSource tokens = cache(ask)) {
            get(tokens);
            time.advance(Duration.ofSeconds(149));
            get(tokens);
            assertThat(requests()).isEqualTo(1);
            time.advance(Duration.ofMinutes(5));
            get(tokens);
            assertThat(requests()).isEqualTo(2);
            assertThat(lines.of("WARN")).singleElement().asString().contains("no expires_in");
        }
    }

    @ParameterizedTest(
            name = "{0}, R6749-29: {1} serves the one who waits, and asks once a second",
            quoteTextArguments = false)
    @CsvSource({"TE-080, -1", "TE-080, -3600", "TE-081, 0"})
    void doesNotKeepADeadToken(String row, String seconds) {
        try (CachedTokenSource tokens = answering("expires_in", seconds)) {
            assertThat(get(tokens).reveal()).isEqualTo(TOKEN);
            for (int i = 0; i < 1_000; i++) {
                isRefused(tokens);
            }
            assertThat(requests()).isEqualTo(1);
            time.advance(Duration.ofSeconds(1));
            assertThat(get(tokens).reveal()).isEqualTo(TOKEN);
            assertThat(requests()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("TE-082: a lifetime of a second is no storm: 10 000 calls in a second are at most 3 requests")
    void keepsForASecond() {
        try (CachedTokenSource tokens = answering("expires_in", "1")) {
            for (int i = 0; i < 10_000; i++) {
                tokens.token().onErrorComplete(TokenException.class).subscribe();
                time.advance(Duration.ofNanos(100_000));
            }
            assertThat(requests()).isBetween(1, 3);
        }
    }

    @ParameterizedTest(
            name = "TE-083: {0} s are renewed at half the lifetime: at most 21 requests in 10 lifetimes",
            quoteTextArguments = false)
    @ValueSource(ints = {10, 60, 299, 300, 301})
    void shrinksTheBuffer(int seconds) {
        try (CachedTokenSource tokens = answering("expires_in", Integer.toString(seconds))) {
            for (int i = 0; i < 10_000; i++) {
                get(tokens);
                time.advance(Duration.ofMillis(seconds));
            }
            assertThat(requests()).isBetween(10, 21);
        }
    }

    @ParameterizedTest(name = "{0}, R6749-29: {1} is clamped to a day", quoteTextArguments = false)
    @CsvSource({"TE-085, 1e30", "TE-085, 9223372036854775807", "TE-085, 1e400", "TE-088, 3600000"})
    void clamps(String row, String seconds) {
        try (CachedTokenSource tokens = answering("expires_in", seconds)) {
            get(tokens);
            time.advance(Duration.ofHours(23));
            get(tokens);
            assertThat(requests()).isEqualTo(1);
            time.advance(Duration.ofHours(1));
            get(tokens);
            assertThat(requests()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("TE-093, R6749-26: an answer that took 50 of 60 seconds leaves 10, less the margin")
    void countsFromTheRequest() {
        Mono<TransportResponse> slow = Mono.delay(Duration.ofSeconds(25), time.scheduler())
                .map(tick -> response(200, with("expires_in", "30")));
        ask.transport.then(slow).then(slow);
        try (CachedTokenSource tokens = cache(ask)) {
            StepVerifier.create(tokens.token())
                    .then(() -> time.advance(Duration.ofSeconds(25)))
                    .consumeNextWith(token -> assertThat(token.expiresAt())
                            .isEqualTo(time.instant().plusSeconds(5)))
                    .verifyComplete();
            // the margin is a tenth of the lifetime: 2 s are left
            time.advance(Duration.ofMillis(1_999));
            get(tokens);
            time.advance(Duration.ofMillis(2));
            tokens.token().subscribe();
            assertThat(requests()).isEqualTo(2);
        }
    }

    private static String jwt(String claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return "e30." + base64.encodeToString(claims.getBytes(UTF_8)) + ".c2ln";
    }

    private AccessToken granted(Ask asked, String claims) {
        asked.transport.always(response(200, RecordingTransport.GRANTED.replace(TOKEN, jwt(claims))));
        try (CachedTokenSource tokens = cache(asked)) {
            return get(tokens);
        }
    }

    private static Ask capping() {
        return Ask.with(request -> request.answers(AnswerPolicy.strict().capByJwtExp()));
    }

    @Test
    @DisplayName("TE-091: a JWT that ends sooner than expires_in is believed only where the user says so")
    void capsByExp() {
        long soon = time.instant().getEpochSecond() + 60;
        String claims = "{\"a\":{\"exp\":1},\"exp\":" + soon + ".5,\"exp2\":[1]}";
        try (LogLines lines = LogLines.listen()) {
            assertThat(granted(ask, claims).lifetime()).contains(Duration.ofHours(1));
            assertThat(lines.all()).anyMatch(line -> line.contains("own exp comes before"));
        }
        assertThat(granted(capping(), claims).lifetime()).contains(Duration.ofMinutes(1));
    }

    @ParameterizedTest(name = "TE-091: {0} caps nothing", quoteTextArguments = false)
    @ValueSource(
            strings = {
                "{\"exp\":1e400}",
                "{\"exp\":-1}",
                "{\"exp\":\"1\"}",
                "{\"exp\":{}}",
                "{\"exp\":9999999999999}",
                "{}",
                "[]",
                "{\"exp\":1",
                "\u0000"
            })
    void ignoresWhatIsNoDate(String claims) {
        assertThat(granted(capping(), claims).lifetime()).contains(Duration.ofHours(1));
    }

    @Test
    @DisplayName("TE-092: a JWT that has ended already is used, with a warning")
    void warnsOfADeadToken() {
        try (LogLines lines = LogLines.listen()) {
            assertThat(granted(ask, "{\"exp\":1000000000}").lifetime()).contains(Duration.ofHours(1));
            List<String> warnings = lines.of("WARN");
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("own exp has passed", "NTP")
                    .endsWith("[H-EXP]");
        }
    }
}
