package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * An authorization server whose tokens tell what they were issued for: each is a hash of the whole request, so that two
 * requests that differ in a byte get different tokens. Counts how many requests are open at once.
 */
final class TenantServer implements TokenTransport {

    final Queue<TransportRequest> requests = new ConcurrentLinkedQueue<>();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger mostOpen = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();

    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final boolean answersAtOnce;
    private final @Nullable Scheduler scheduler;

    private record Waiting(TransportRequest request, MonoSink<TransportResponse> sink) {}

    private TenantServer(boolean answersAtOnce, @Nullable Scheduler scheduler) {
        this.answersAtOnce = answersAtOnce;
        this.scheduler = scheduler;
    }

    static TenantServer answering() {
        return new TenantServer(true, null);
    }

    /** Answers each request in a task of its own. */
    static TenantServer answeringOn(Scheduler scheduler) {
        return new TenantServer(true, scheduler);
    }

    /** Silent until the test answers. */
    static TenantServer silent() {
        return new TenantServer(false, null);
    }

    /** A client of it; the id tells one from another. */
    TokenRequest client(String id) {
        return OAuth2.clientCredentials(Ask.URI)
                .clientId(id)
                .clientSecret(SecretSource.of(Ask.SECRET))
                .transport(this);
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return Mono.create(sink -> {
            requests.add(request);
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            sink.onCancel(() -> {
                open.decrementAndGet();
                cancelled.incrementAndGet();
            });
            Waiting next = new Waiting(request, sink);
            if (scheduler != null) {
                scheduler.schedule(() -> answer(next, granted(request)));
            } else if (answersAtOnce) {
                answer(next, granted(request));
            } else {
                waiting.add(next);
            }
        });
    }

    private void answer(Waiting next, TransportResponse response) {
        open.decrementAndGet();
        next.sink.success(response);
    }

    /** Grants the oldest request that waits. */
    void answerNext() {
        Waiting next = next();
        answer(next, granted(next.request));
    }

    /** Fails the oldest request that waits. */
    void failNext(Throwable error) {
        open.decrementAndGet();
        next().sink.error(error);
    }

    private Waiting next() {
        Waiting next = waiting.poll();
        if (next == null) {
            throw new IllegalStateException("no request waits; there were " + requests.size());
        }
        return next;
    }

    void answerAll() {
        while (!waiting.isEmpty()) {
            answerNext();
        }
    }

    static TransportResponse granted(TransportRequest request) {
        String text = RecordingTransport.GRANTED.replace(RecordingTransport.TOKEN, tokenFor(request));
        Map<String, List<String>> headers =
                Map.of("Content-Type", List.of("application/json"), "Cache-Control", List.of("no-store"));
        return RecordingTransport.response(200, headers, text);
    }

    /** The text of the token that this request gets. */
    static String tokenFor(TransportRequest request) {
        StringBuilder all = new StringBuilder();
        part(all, request.uri().toString());
        new TreeMap<>(request.headers()).forEach((name, value) -> {
            part(all, name);
            part(all, value);
        });
        part(all, new String(request.body(), UTF_8));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void part(StringBuilder all, String text) {
        all.append(URLEncoder.encode(text, UTF_8)).append('\n');
    }
}
