package io.reactortoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.examples.demo.OrdersClient.Kind;
import io.reactortoken.examples.demo.PhaseResult.Disturbed;
import io.reactortoken.examples.demo.PhaseResult.Tokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final CallLog calls = new CallLog();

    @Test
    void allowsTwoTokenRequestsPerLifetimeAndOnePerRevocation() {
        // 40 s are five lifetimes of 9 s, the last one cut off
        assertThat(reportOf(new Tokens(14, 3, 1)).broken()).isEmpty();
        assertThat(reportOf(new Tokens(15, 3, 1)).broken())
                .containsExactly("15 token requests succeeded, at most 14 should have");
    }

    @Test
    void saysWhatTheCallersGot() {
        calls.answered(Kind.WEB_CLIENT, 401, 1);
        assertThat(reportOf(new Tokens(9, 0, 1)).broken()).containsExactly("1 calls failed: {401=1}");
    }

    @Test
    void demandsAReplay() {
        assertThat(reportOf(new Tokens(9, 0, 0)).broken())
                .containsExactly("no call was replayed, although 4 tokens were revoked");
    }

    @Test
    void showsWhatCallsTookBeyondTheReference() {
        // given
        calls.answered(Kind.WEB_CLIENT, 200, 5_000_000);
        CallLog reference = new CallLog();
        reference.answered(Kind.WEB_CLIENT, 200, 3_000_000);
        reference.answered(Kind.HTTP_CLIENT, 200, 1_000_000);
        // then
        assertThat(calls.longerThan(reference)).containsExactly(2_000_000L);
    }

    private Report reportOf(Tokens tokens) {
        PhaseResult ours =
                new PhaseResult("ours", Duration.ofSeconds(40), calls, tokens, new Disturbed(4, Duration.ofSeconds(5)));
        return new Report(ours, List.of(), ours);
    }
}
