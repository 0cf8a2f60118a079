package io.reactortoken.credential;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.Messages;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SecretLoaderTest {

    private static final String CANARY = "CNRY-load-5e6f7a8b";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestTime time = TestTime.create();
    private final Deque<Mono<Secret>> answers = new ArrayDeque<>();
    private final List<Object> received = new ArrayList<>();
    private int loads;

    private SecretLoader loader() {
        return SecretLoader.of("a store", () -> {
                    loads++;
                    Mono<Secret> answer = answers.poll();
                    return answer == null ? Mono.just(Secret.of("s" + loads)) : answer;
                })
                .time(time, time.scheduler());
    }

    private void ask(Mono<Secret> secret) {
        secret.subscribe(got -> received.add(got.reveal()), received::add);
    }

    private TokenException failure(int index) {
        assertThat(received.get(index)).isInstanceOf(TokenException.class);
        TokenException failure = (TokenException) received.get(index);
        Messages.assertWellFormed(failure);
        Leaks.assertNone(failure, CANARY);
        return failure;
    }

    @Test
    @DisplayName("CS-17 one load serves all who wait, and outlives the one who came first")
    void sharesOneLoad() {
        Sinks.One<Secret> store = Sinks.one();
        answers.add(store.asMono());
        SecretSource source = loader().source();
        source.secret().subscribe().dispose();
        ask(source.secret());
        ask(source.secret());
        store.tryEmitValue(Secret.of("s"));
        assertThat(received).containsExactly("s", "s");
        assertThat(loads).isOne();
    }

    @Test
    @DisplayName(
            "CS-17 a store that never answers is CRD-T by the deadline; each who waits has an exception of his own")
    void hasADeadline() {
        answers.add(Mono.never());
        SecretSource source = loader().source();
        ask(source.secret());
        ask(source.secret());
        time.advance(Duration.ofSeconds(10));
        assertThat(failure(0).code()).isEqualTo(Code.CRD_T);
        assertThat(failure(0)).hasMessageContaining("the secret source a store did not answer within 10000 ms");
        assertThat(failure(1)).isNotSameAs(failure(0));
        assertThat(time.pendingTasks()).isEmpty();
        ask(source.secret());
        assertThat(received).last().isEqualTo("s2");
    }

    @Test
    @DisplayName("CS-18 while the store fails, the last good secret is used for as long as maxStale, and that is told")
    void usesTheLastGoodOne() {
        SecretSource source = loader().maxStale(Duration.ofMinutes(10)).source();
        ask(source.secret());
        try (LogLines lines = LogLines.listen()) {
            SecretSource told = loader().maxStale(Duration.ofMinutes(10)).source();
            ask(told.secret());
            answers.add(Mono.error(new IOException("down")));
            ask(told.secret());
            assertThat(lines.of("WARN"))
                    .containsExactly("WARN the last good secret is used, because loading it failed: CRD-T"
                            + " (source=a store) [L-STALE]");
        }
        time.advance(Duration.ofMinutes(10).minusNanos(1));
        answers.add(Mono.error(new IOException("down")));
        ask(source.secret());
        time.advance(SECOND);
        answers.add(Mono.error(new IOException("down")));
        ask(source.secret());
        assertThat(received.subList(0, 4)).containsExactly("s1", "s2", "s2", "s1");
        assertThat(failure(4).code()).isEqualTo(Code.CRD_T);
        assertThat(failure(4))
                .hasMessageContaining("failed with java.io.IOException")
                .hasRootCauseMessage("down");
    }

    @Test
    @DisplayName("CS-18 a store that says there is none is believed, and what was known is forgotten")
    void believesAPermanentFailure() {
        TokenFailure deleted =
                TokenFailure.of(Code.CRD_P, "the secret is deleted").hint("H-SECRET", "restore it");
        SecretSource source = loader().source();
        ask(source.secret());
        answers.add(Mono.error(TokenCredentialException.of(deleted, null)));
        ask(source.secret());
        answers.add(Mono.error(new IOException("down")));
        ask(source.secret());
        ask(source.secret());
        assertThat(failure(1).code()).isEqualTo(Code.CRD_P);
        assertThat(failure(2).code()).isEqualTo(Code.CRD_T);
        assertThat(received).last().isEqualTo("s4");
    }

    @Test
    @DisplayName("CS-18, CF-32 a secret that turns out to be deleted is not used again, however young it is")
    void forgetsAYoungOne() {
        SecretSource source = loader().maxAge(Duration.ofHours(1)).source();
        ask(source.secret());
        answers.add(
                Mono.error(TokenCredentialException.of(TokenFailure.of(Code.CRD_P, "the secret is deleted"), null)));
        source.reload().subscribe(got -> received.add(got.reveal()), error -> received.add("refused"));
        answers.add(Mono.error(new IOException("down")));
        ask(source.secret());
        ask(source.secret());
        assertThat(received).startsWith("s1", "refused").endsWith("s4");
        assertThat(failure(2).code()).isEqualTo(Code.CRD_T);
    }

    @Test
    @DisplayName("what was loaded is used for as long as maxAge; by default for one request")
    void remembersForAsLongAsItIsTold() {
        SecretSource source = loader().maxAge(SECOND).source();
        ask(source.secret());
        time.advance(SECOND.minusNanos(1));
        ask(source.secret());
        time.advance(Duration.ofNanos(1));
        ask(source.secret());
        assertThat(received).containsExactly("s1", "s1", "s2");
    }

    @Test
    @DisplayName("CF-31 reload() passes by what is remembered, once in reloadInterval")
    void reloads() {
        SecretSource source =
                loader().maxAge(Duration.ofHours(1)).reloadInterval(SECOND).source();
        ask(source.secret());
        ask(source.reload());
        ask(source.reload());
        ask(source.secret());
        time.advance(SECOND);
        ask(source.reload());
        assertThat(received).containsExactly("s1", "s2", "s2", "s2", "s3");
    }

    @Test
    @DisplayName("CF-31 reload() during a load that began before the refusal loads once more")
    void reloadsAfterALoadThatRuns() {
        Sinks.One<Secret> slow = Sinks.one();
        answers.add(slow.asMono());
        SecretSource source = loader().source();
        ask(source.secret());
        ask(source.reload());
        ask(source.reload());
        slow.tryEmitValue(Secret.of("old"));
        assertThat(received).containsExactly("old", "s2", "s2");
    }

    @Test
    @DisplayName("the same text under the same version stays the same object; another version is told")
    void keepsTheSameSecret() {
        answers.add(Mono.just(Secret.of(CANARY).withVersion("1")));
        answers.add(Mono.just(Secret.of(CANARY).withVersion("1")));
        answers.add(Mono.just(Secret.of(CANARY).withVersion("2")));
        SecretSource source = loader().source();
        Secret one = source.secret().block();
        assertThat(source.secret().block()).isSameAs(one);
        Secret two = requireNonNull(source.secret().block());
        assertThat(two).isNotSameAs(one);
        assertThat(two.version()).isEqualTo("2");
    }

    @Test
    @DisplayName("a load that throws, is null or empty is an error for who waits, and the next one is made")
    void survivesBrokenLoads() {
        answers.add(Mono.empty());
        answers.add(Mono.defer(() -> {
            throw new IllegalStateException(CANARY.substring(0, 3));
        }));
        SecretSource source = loader().source();
        ask(source.secret());
        ask(source.secret());
        ask(source.secret());
        assertThat(failure(0).code()).isEqualTo(Code.CRD_P);
        assertThat(failure(1).code()).isEqualTo(Code.CRD_T);
        assertThat(received).last().isEqualTo("s3");
    }

    @Test
    @DisplayName("options are checked when they are set")
    void checksItsOptions() {
        Duration negative = Duration.ofNanos(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> loader().maxAge(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> loader().maxStale(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> loader().reloadInterval(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> loader().deadline(Duration.ZERO));
        assertThat(loader().source()).hasToString("SecretSource[a store]");
    }
}
