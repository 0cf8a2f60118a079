package io.reactortoken.test;

import static io.reactortoken.test.TokenAssertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenFailure.Code;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sample of docs/testing.md, from its first annotation on. */
@ExtendWith(TokenOracleExtension.class)
class OrdersTest {

    private final TestTime time = TestTime.create();
    private final ScriptedSource server = ScriptedSource.silent();

    private CachedTokenSource tokens(TokenOracle oracle) {
        return oracle.watch(server, time, asked -> asked.cache(time.policy().build()));
    }

    private static AccessToken token(String text) {
        return AccessToken.bearer(text, Duration.ofHours(1));
    }

    @Test
    void callersShareARequest(TokenOracle oracle) {
        CachedTokenSource tokens = tokens(oracle);
        assertThat(tokens).keepsCallersWaiting().keepsCallersWaiting();
        server.answer(token("t1"));
        assertThat(tokens).handsOut("t1");
        assertThat(server).wasAsked(1);
    }

    @Test
    void theTokenIsReplacedAfterTheMachineSlept(TokenOracle oracle) {
        CachedTokenSource tokens = tokens(oracle);
        assertThat(tokens).keepsCallersWaiting();
        server.answer(token("t1"));
        time.sleepMachine(Duration.ofHours(2));
        assertThat(tokens).keepsCallersWaiting();
        server.answer(token("t2"));
        assertThat(tokens).handsOut("t2");
    }

    @Test
    void aServerThatIsDownIsLeftAloneForAWhile(TokenOracle oracle) {
        CachedTokenSource tokens = tokens(oracle);
        tokens.token().subscribe(unexpected -> {}, error -> {});
        for (int attempt = 1; attempt <= 3; attempt++) {
            time.advance(Duration.ofMillis(400));
            server.fail(new IOException("connection refused"));
        }
        assertThat(tokens).failsWith(Code.HLD);
        assertThat(server).wasAsked(3);
    }
}
