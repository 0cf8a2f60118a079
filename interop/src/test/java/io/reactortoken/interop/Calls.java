package io.reactortoken.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.netty.TokenAuth;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Calls to an API, in four lines of one after the other, until it is closed; and what became of them. */
final class Calls implements AutoCloseable {

    private static final int LINES = 4;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Set<AccessToken> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Disposable lines;

    private Calls(HttpClient client, TokenSource source, String origin, String uri) {
        TokenSource watched = TokenSource.delegating(source, token -> token.doOnNext(tokens::add));
        HttpClient api = TokenAuth.with(watched).allow(origin).apply(client);
        this.lines = Flux.range(0, LINES)
                .flatMap(line -> call(api, uri).repeatWhen(done -> done.delayElements(PAUSE)), LINES)
                .subscribe();
    }

    static Calls start(HttpClient client, TokenSource source, String origin, String uri) {
        return new Calls(client, source, origin, uri);
    }

    private Mono<Void> call(HttpClient api, String uri) {
        return api.get()
                .uri(uri)
                .responseSingle((response, body) -> body.asString()
                        .defaultIfEmpty("")
                        .doOnNext(text -> count(response.status().code())))
                .doOnError(error -> failures.add(String.valueOf(error.getMessage())))
                .onErrorComplete()
                .then();
    }

    private void count(int status) {
        if (status == 200) {
            answered.incrementAndGet();
        } else {
            failures.add("status " + status);
        }
    }

    /** Returns when so many more tokens have been used. */
    void awaitTokens(int more) {
        int wanted = tokens.size() + more;
        assertThat(Flux.interval(PAUSE)
                        .filter(tick -> tokens.size() >= wanted || !failures.isEmpty())
                        .blockFirst(BOUND))
                .isNotNull();
    }

    int answered() {
        return answered.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        lines.dispose();
    }
}
