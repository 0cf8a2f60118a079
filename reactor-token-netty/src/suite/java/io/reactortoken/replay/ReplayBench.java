package io.reactortoken.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.ForcedRefreshPolicy;
import io.reactortoken.TokenSource;
import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

/**
 * What a row needs: an API, a pool of one connection, a cache with time that stands still, and a client. After each test
 * the pool must be idle, and nothing may have been dropped.
 */
@SuppressWarnings("this-escape")
@Timeout(60)
public abstract class ReplayBench implements Rows {

    public static final Duration BOUND = Duration.ofSeconds(15);
    private static final Duration IDLE_WITHIN = Duration.ofSeconds(20);

    public final TestTime time = TestTime.create();
    public final Pools pools = new Pools(wire());
    private final List<Throwable> dropped = new CopyOnWriteArrayList<>();
    private volatile boolean dropsAllowed;
    private final List<AutoCloseable> opened = new ArrayList<>();
    /** What the authorization server does; by default it issues t1, t2 and so on, for an hour each. */
    public ScriptedSource server = ScriptedSource.issuing(Duration.ofHours(1));

    public Api api = Api.start(wire());
    private @Nullable CachedTokenSource tokens;

    public abstract Integration integration();

    /** How client and API talk. */
    public Wire wire() {
        return Wire.HTTP_1;
    }

    @Override
    public final ReplayBench bench() {
        return this;
    }

    @BeforeEach
    void watchDrops() {
        Hooks.onErrorDropped(error -> {
            if (!dropsAllowed) {
                dropped.add(error);
            }
        });
        Hooks.onNextDropped(value -> {
            if (value instanceof AccessToken) {
                dropped.add(new AssertionError("a token was dropped"));
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        Hooks.resetOnErrorDropped();
        Hooks.resetOnNextDropped();
        try {
            pools.assertIdle(IDLE_WITHIN);
            assertThat(dropped).isEmpty();
        } finally {
            pools.close();
            api.close();
            for (AutoCloseable resource : opened) {
                resource.close();
            }
        }
    }

    /** For tests in which others drop errors; a token must not be dropped even then. */
    public void allowDrops() {
        dropsAllowed = true;
    }

    /** Closed after the test. */
    public <T extends AutoCloseable> T closing(T resource) {
        opened.add(resource);
        return resource;
    }

    /** A real cache over {@link #server}. It forgets a rejected token at once, however young. */
    public CachedTokenSource tokens() {
        if (tokens == null) {
            tokens = closing(cached(server));
        }
        return tokens;
    }

    public CachedTokenSource cached(TokenSource source) {
        return source.cache(time.policy()
                .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO))
                .build());
    }

    /** {@return how many token requests there were beyond the first} */
    public int renewals() {
        return server.requests() - 1;
    }

    public Options options() {
        return Options.with(tokens(), api.origin());
    }

    /** A client with one connection. */
    public Caller caller() {
        return caller(options());
    }

    public Caller caller(Options options) {
        return caller(options, pools.of(1));
    }

    public Caller caller(Options options, ConnectionProvider pool) {
        return integration().caller(options, client(pool));
    }

    public HttpClient client(ConnectionProvider pool) {
        return wire().client(HttpClient.create(pool));
    }

    public String url(String path) {
        return api.origin() + path;
    }

    /** Sends, and waits for the whole answer. */
    public static Answered ask(Caller caller, Call call) {
        return requireNonNull(caller.call(call).block(BOUND));
    }

    /** Status and body of a GET. */
    public Mono<String> get(Caller caller, String path) {
        return caller.call(Call.get(url(path))).map(Answered::line);
    }

    public void expect(Mono<String> call, String line) {
        StepVerifier.create(call).expectNext(line).expectComplete().verify(BOUND);
    }

    /** Begins a call that will not end by itself. */
    @SuppressWarnings(
            "NullAway") // on JDK 25 it sees that a future may hold null; a call that ended empty does not here
    public CompletableFuture<String> begin(Mono<String> call) {
        return call.toFuture();
    }

    public void expect(CompletableFuture<String> begun, String line) {
        assertThat(begun).succeedsWithin(BOUND).isEqualTo(line);
    }

    /** Waits, without sleeping, for what another thread is about to do. */
    public static void await(BooleanSupplier condition, Duration limit, String what) {
        await(condition, limit, () -> what);
    }

    /** @param what looked at when it did not happen */
    static void await(BooleanSupplier condition, Duration limit, Supplier<String> what) {
        // a condition may take a lock, in order to move time
        Boolean happened = Flux.interval(Duration.ZERO, Duration.ofMillis(5), Schedulers.boundedElastic())
                .onBackpressureDrop()
                .map(tick -> condition.getAsBoolean())
                .filter(Boolean::booleanValue)
                .next()
                .timeout(limit, Mono.just(false))
                .block();
        assertThat(happened).as(what).isTrue();
    }
}
