package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.MemberFixture.with;
import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

/** TE-144, TE-059 and TE-060: a server that is down, or has a cache of its own, behind a token. */
class OutageTest {

    private final TestTime time = TestTime.create();
    private final Ask ask = Ask.with(request -> request.retry(RetryPolicy.defaults()));

    @ParameterizedTest(name = "TE-144: {0} for 2 h: served until the margin, then {1}", quoteTextArguments = false)
    @CsvSource({"503, HTP, ''", "503, THR, 5", "500, HTP, ''"})
    void servesUntilTheMargin(int status, Code code, String retryAfter) {
        Map<String, List<String>> headers =
                retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", List.of(retryAfter));
        ask.transport.then(200, with("expires_in", "480"));
        ask.transport.always(response(status, headers, ""));
        try (CachedTokenSource tokens =
                ask.request().cache(time.policy().jitter(Duration.ZERO).build())) {
            List<String> served = new ArrayList<>();
            List<TokenException> refused = new ArrayList<>();
            for (int second = 0; second < 7_200; second++) {
                tokens.token()
                        .subscribe(token -> served.add(token.reveal()), error -> refused.add((TokenException) error));
                time.advance(Duration.ofSeconds(1));
            }
            time.advance(Duration.ofSeconds(30)); // who waits for a second attempt is answered
            // 480 s less the margin of 30 s
            assertThat(served).hasSize(450).containsOnly(TOKEN);
            assertThat(refused).hasSize(7_200 - 450);
            assertThat(refused)
                    .filteredOn(error -> error.code() != Code.HLD)
                    .isNotEmpty()
                    .allMatch(error -> error.code() == code);
            // the holds grow to 30 s, each times [0.5, 1), and each of them ends in three attempts
            assertThat(ask.transport.requests).hasSizeBetween(200, 1_800);
        }
    }

    @Test
    @DisplayName("TE-059: the same token again, with what is left of its life, is no loop")
    void doesNotAskForTheSameTokenAgainAndAgain() {
        try (CachedTokenSource tokens =
                ask.request().cache(time.policy().jitter(Duration.ZERO).build())) {
            for (int second = 0; second < 600; second++) {
                ask.transport.always(response(200, with("expires_in", Integer.toString(600 - second))));
                tokens.token().subscribe();
                time.advance(Duration.ofSeconds(1));
            }
            // from half of its life on, once in 30 s at most
            assertThat(ask.transport.requests).hasSizeBetween(2, 1 + 300 / 30 + 1);
        }
    }

    private AccessToken token(CachedTokenSource tokens) {
        AtomicReference<AccessToken> token = new AtomicReference<>();
        StepVerifier.create(tokens.token()).consumeNextWith(token::set).verifyComplete();
        return token.get();
    }

    static Stream<String> useless() {
        return Stream.of(
                "",
                "null",
                "{}",
                with("token_type", "\"Bearer\"").substring(0, 40),
                with("access_token", "\"\""),
                with("access_token", "\"two words\""),
                with("access_token", "7"),
                with("token_type", "\"mac\""),
                with("expires_in", "\"soon\""),
                with("error", "\"invalid_client\""),
                "<html>" + TOKEN + "</html>");
    }

    @ParameterizedTest(name = "[{index}]")
    @MethodSource("useless")
    @DisplayName("SD-03, O10: only a whole and valid answer replaces the token that is held")
    void keepsTheTokenThatWorks(String answer) {
        ask.transport.then(200, with("expires_in", "3600").replace(TOKEN, "first"));
        ask.transport.always(response(200, answer));
        try (CachedTokenSource tokens =
                ask.request().cache(time.policy().jitter(Duration.ZERO).build())) {
            AccessToken first = token(tokens);
            time.advance(Duration.ofMinutes(56));
            assertThat(token(tokens)).isSameAs(first);
            // one that got lost is asked for once more
            assertThat(ask.transport.requests).as("it was to be renewed").hasSizeBetween(2, 3);
            assertThat(token(tokens)).isSameAs(first);
            assertThat(tokens.usable()).containsSame(first);
            ask.transport.always(RecordingTransport.granted());
            time.advance(Duration.ofMinutes(1));
            token(tokens);
            assertThat(token(tokens).reveal()).isEqualTo(TOKEN);
        }
    }

    @Test
    @DisplayName("R6749-30, SD-06: a token that is refused before it has expired is replaced")
    void replacesATokenThatIsRefused() {
        ask.transport.then(200, with("expires_in", "3600").replace(TOKEN, "first"));
        try (CachedTokenSource tokens = ask.request().cache(time.policy().build())) {
            AccessToken first = token(tokens);
            time.advance(Duration.ofMinutes(1));
            tokens.invalidate(first);
            assertThat(token(tokens)).isNotEqualTo(first);
            assertThat(ask.transport.requests).hasSize(2);
        }
    }

    @Test
    @DisplayName("TE-060: the token that was just refused, issued once more, is held, and no loop")
    void holdsATokenThatIsIssuedAgain() {
        try (CachedTokenSource tokens = ask.request().cache(time.policy().build())) {
            AccessToken refused = token(tokens);
            time.advance(Duration.ofMinutes(1));
            for (int second = 0; second < 60; second++) {
                tokens.invalidate(refused);
                assertThat(token(tokens)).isEqualTo(refused);
                time.advance(Duration.ofSeconds(1));
            }
            // one for each report that the limits of a forced refresh allow: after 0, 5 + 10 + 20 + .. s
            assertThat(ask.transport.requests).hasSizeBetween(2, 6);
        }
    }
}
