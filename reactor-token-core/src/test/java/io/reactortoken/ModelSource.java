package io.reactortoken;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** An endpoint that answers at random, at once or later or never, and tells the model before it does. */
final class ModelSource implements TokenSource {

    private static final long[] LIFETIMES = {
        Long.MIN_VALUE,
        -1_000,
        0,
        1,
        900,
        2_000,
        10_000,
        45_000,
        299_000,
        300_000,
        3_600_000,
        86_400_000,
        Long.MAX_VALUE / 4
    };

    private final Random random;
    private final TestTime time;
    private final List<String> faults;
    private final List<AccessToken> issued = new ArrayList<>();
    private final Set<String> visited;
    private @Nullable CacheModel model;
    private int running;
    private int requests;
    private double failing = 0.3;

    /** Where in LIFETIMES to begin: a warm cache renews a token of a millisecond a thousand times a second. */
    private int shortest;

    ModelSource(Random random, TestTime time, List<String> faults, Set<String> visited) {
        this.random = random;
        this.time = time;
        this.faults = faults;
        this.visited = visited;
    }

    void tell(CacheModel listener) {
        model = listener;
    }

    private CacheModel model() {
        if (model == null) {
            throw new IllegalStateException("there is no model");
        }
        return model;
    }

    void issueNothingBelowASecond() {
        shortest = 5;
    }

    int requests() {
        return requests;
    }

    int running() {
        return running;
    }

    /** Days come and go on which much fails, or nothing. */
    void changeMood() {
        failing = random.nextInt(4) / 3.0;
    }

    AccessToken anyToken() {
        if (issued.isEmpty() || random.nextInt(10) == 0) {
            return CacheFixture.token("foreign");
        }
        int last = issued.size() - 1;
        return issued.get(Math.max(0, last - random.nextInt(4)));
    }

    @Override
    public Mono<AccessToken> token() {
        requests++;
        if (++running > 1) {
            faults.add("two requests at a time");
        }
        model().asked();
        if (random.nextDouble() < failing && random.nextInt(6) == 0) {
            return broken(random.nextInt(3));
        }
        Mono<AccessToken> answer = random.nextDouble() < failing ? failure() : success();
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> answer;
            case 3 -> later(null, Duration.ZERO);
            default -> later(answer, Duration.ofMillis(1 + random.nextInt(random.nextBoolean() ? 500 : 12_000)));
        };
    }

    private Mono<AccessToken> success() {
        AccessToken token = nextToken();
        return Mono.defer(() -> {
            running--;
            model().arrived(token);
            return Mono.just(token);
        });
    }

    private AccessToken nextToken() {
        int kind = random.nextInt(10);
        if (kind == 0 && !issued.isEmpty()) {
            return issued.get(issued.size() - 1);
        }
        AccessToken.Builder builder =
                AccessToken.builder(kind == 1 && requests > 1 ? anyToken().reveal() : "t" + requests);
        if (kind == 3) {
            builder = builder.issuedAt(time.instant().minusMillis(random.nextInt(20_000) - 5_000));
            visited.add("a token that was issued at another time");
        }
        AccessToken token = kind == 2
                ? builder.build()
                : builder.lifetime(Duration.ofMillis(LIFETIMES[shortest + random.nextInt(LIFETIMES.length - shortest)]))
                        .build();
        issued.add(token);
        return token;
    }

    private Mono<AccessToken> failure() {
        Duration asked = Duration.ofMillis(random.nextInt(10) == 0 ? 7_200_000 : random.nextInt(20_000));
        return switch (random.nextInt(6)) {
            case 0 -> failing(Code.OAE, false, Mono.error(CacheFixture.permanentFailure()), Duration.ZERO);
            case 1 -> failing(Code.MTR, false, Mono.empty(), Duration.ZERO);
            case 2 -> failing(Code.NET, false, Mono.defer(() -> thrown(0)), Duration.ZERO);
            case 3 -> {
                TokenFailure busy = TokenFailure.of(Code.THR, "busy").retryAfter(asked);
                yield failing(Code.THR, true, Mono.error(TokenEndpointException.of(busy, null)), asked);
            }
            default -> failing(Code.NET, true, Mono.error(CacheFixture.transientFailure()), Duration.ZERO);
        };
    }

    /** Not even a Mono. */
    private Mono<AccessToken> broken(int how) {
        running--;
        model().failed(Code.NET, false, Duration.ZERO);
        visited.add("a source that throws or returns null, way " + how);
        return thrown(how);
    }

    @SuppressWarnings("NullAway") // null is one of the ways
    private static Mono<AccessToken> thrown(int how) {
        return switch (how) {
            case 0 -> throw new IllegalStateException("broken");
            case 1 -> throw new NoClassDefFoundError("gone");
            default -> null;
        };
    }

    private Mono<AccessToken> failing(Code code, boolean retryable, Mono<AccessToken> answer, Duration asked) {
        return Mono.defer(() -> {
            running--;
            model().failed(code, retryable, asked);
            return answer;
        });
    }

    /** Null for never. */
    private Mono<AccessToken> later(@Nullable Mono<AccessToken> answer, Duration delay) {
        return Mono.create(sink -> {
            Disposable timer = answer == null
                    ? () -> {}
                    : time.scheduler().schedule(() -> pass(answer, sink), delay.toMillis(), TimeUnit.MILLISECONDS);
            sink.onCancel(() -> {
                timer.dispose();
                running--;
                model().cancelled();
            });
        });
    }

    private static void pass(Mono<AccessToken> answer, MonoSink<AccessToken> sink) {
        answer.subscribe(sink::success, sink::error, sink::success);
    }
}
