package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable.Attr;
import reactor.test.StepVerifier;

/** A hit, from within: what a subscriber may do out of its signals. RequestRulesTest has the rules, the TCK the rest. */
class TokenSubscriptionTest {

    private final AccessToken token = AccessToken.bearer("opaque-1", Duration.ofHours(1));
    private final List<String> signals = new ArrayList<>();
    private final TokenSubscription asked = subscription(Subscription::cancel);

    private TokenSubscription subscription(Consumer<Subscription> onNext) {
        TokenSubscription[] made = new TokenSubscription[1];
        made[0] = new TokenSubscription(
                new CoreSubscriber<>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {}

                    @Override
                    public void onNext(AccessToken value) {
                        signals.add("onNext");
                        onNext.accept(made[0]);
                    }

                    @Override
                    public void onError(Throwable error) {
                        signals.add("onError");
                    }

                    @Override
                    public void onComplete() {
                        signals.add("onComplete");
                    }
                },
                token);
        return made[0];
    }

    @Test
    @DisplayName("CF-12, rules 2.7 and 3.3: who asks again out of onNext gets one token")
    void asksAgain() {
        TokenSubscription greedy = subscription(subscription -> subscription.request(1));

        greedy.request(1);
        greedy.request(1);

        assertThat(signals).containsExactly("onNext", "onComplete");
    }

    @Test
    @DisplayName(
            "CF-12, rule 1.8: who cancels out of onNext is not told of the end, who cancels before is told nothing")
    void cancels() {
        asked.request(1);
        assertThat(signals).containsExactly("onNext");

        TokenSubscription left = subscription(subscription -> {});
        left.cancel();
        left.request(1);
        assertThat(signals).containsExactly("onNext");
    }

    @Test
    @DisplayName("CF-12: it tells how far it is")
    void scans() {
        assertThat(asked.scan(Attr.ACTUAL)).isNotNull();
        assertThat(asked.scan(Attr.TERMINATED)).isFalse();
        TokenSubscription plain = subscription(subscription -> {});
        plain.request(1);
        assertThat(plain.scan(Attr.TERMINATED)).isTrue();
        asked.cancel();
        assertThat(asked.scan(Attr.CANCELLED)).isTrue();
        assertThat(asked.scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.SYNC);
    }

    @Test
    @DisplayName("TM-12: its name, which Reactor shows, is not made of the token")
    void names() {
        assertThat(asked.toString()).isEqualTo("TokenSubscription");
        assertThat(asked.stepName()).isEqualTo("token");
    }

    @Test
    @DisplayName("CF-12: many subscribe to one hit, each with a demand of its own")
    void many() {
        try (CachedTokenSource tokens = TokenSource.fixed(token).cache()) {
            tokens.token().block();
            StepVerifier.create(tokens.token(), 0)
                    .expectSubscription()
                    .then(() -> StepVerifier.create(tokens.token())
                            .expectNext(token)
                            .verifyComplete())
                    .thenRequest(1)
                    .expectNext(token)
                    .verifyComplete();
        }
    }
}
