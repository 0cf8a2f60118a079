package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.AccessToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ScriptedSourceTest {

    private static final AccessToken TOKEN = AccessToken.bearer("t1", Duration.ofHours(1));

    private final List<Object> received = new ArrayList<>();

    @Test
    void issuesANewTokenForEachRequest() {
        ScriptedSource source = ScriptedSource.issuing(Duration.ofSeconds(10));
        Mono<AccessToken> token = source.token();
        assertThat(source.requests()).isZero();
        assertThat(token.map(AccessToken::reveal).repeat(1).collectList().block())
                .containsExactly("t1", "t2");
        assertThat(source.requests()).isEqualTo(2);
    }

    @Test
    void answersInTheOrderOfTheRequests() {
        ScriptedSource source = ScriptedSource.silent();
        source.token().subscribe(token -> received.add("first"));
        source.token().subscribe(token -> {}, received::add);
        source.answer(TOKEN);
        IllegalStateException error = new IllegalStateException("no");
        source.fail(error);
        assertThat(received).containsExactly("first", error);
        assertThatThrownBy(() -> source.answer(TOKEN)).hasMessage("no request waits; there were 2");
    }

    @Test
    void whatACancelledRequestIsAnsweredGetsLost() {
        ScriptedSource source = ScriptedSource.silent();
        source.token().subscribe(received::add).dispose();
        source.token().subscribe(received::add).dispose();
        source.token().subscribe(received::add);
        assertThat(source.cancelled()).isEqualTo(2);
        try (DroppedSignals dropped = DroppedSignals.record()) {
            source.answer(TOKEN);
            source.fail(new IllegalStateException("late"));
            assertThat(dropped.errors()).isEmpty();
            assertThat(dropped.values()).isEmpty();
        }
        assertThat(received).isEmpty();
        source.answer(TOKEN);
        assertThat(received).containsExactly(TOKEN);
    }
}
