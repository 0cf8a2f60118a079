package io.reactortoken.replay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.FutureMono;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An API on loopback: it answers as a test says, and writes down what it was asked. */
public final class Api implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Set<Object> connections = ConcurrentHashMap.newKeySet();
    private final Queue<String> plaintext = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong refusals = new AtomicLong();
    private final Wire wire;
    private final DisposableServer server;

    private volatile boolean keepsRecords = true;
    private volatile Function<Seen, Reply> script = request -> Reply.ok();

    private Api(Wire wire) {
        this.wire = wire;
        this.server = wire.server()
                .http2Settings(settings -> settings.maxConcurrentStreams(20_000)
                        // a storm of cancels looks like an attack, against which a server closes the connection
                        .maxDecodedRstFramesPerWindow(1_000_000, 1))
                .doOnChannelInit(
                        (observer, channel, remote) -> channel.pipeline().addFirst(new Tap(plaintext)))
                .doOnConnection(connection -> connections.add(socket(connection.channel())))
                .handle(this::answer)
                .bindNow(BOUND);
    }

    /** The connection itself, where a channel is a stream of it. */
    private static Channel socket(Channel channel) {
        return channel instanceof Http2StreamChannel ? channel.parent() : channel;
    }

    public static Api start(Wire wire) {
        return new Api(wire);
    }

    /** Accepts these values of Authorization, and answers 401 to others. */
    public Api accepting(String... authorizations) {
        return answering(
                request -> List.of(authorizations).contains(request.authorization()) ? Reply.ok() : Reply.refusal());
    }

    public Api answering(Function<Seen, Reply> script) {
        this.script = script;
        return this;
    }

    /** Counts, and remembers nothing: for tests with very many requests. */
    public Api countingOnly() {
        keepsRecords = false;
        return this;
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        requests.incrementAndGet();
        Seen head = new Seen(
                request.method().name(),
                request.uri(),
                keepsRecords ? request.requestHeaders().copy() : request.requestHeaders(),
                new byte[0]);
        Reply reply = script.apply(head);
        if (reply.isEarly()) {
            note(head);
            return send(reply, request, response);
        }
        Mono<Void> read = keepsRecords
                ? request.receive()
                        .aggregate()
                        .asByteArray()
                        .defaultIfEmpty(new byte[0])
                        .doOnNext(body -> note(head.with(body)))
                        .then()
                : request.receive().then();
        return read.then(Mono.defer(() -> Mono.from(send(reply, request, response))));
    }

    private void note(Seen request) {
        if (keepsRecords) {
            seen.add(request);
        }
    }

    private Publisher<Void> send(Reply reply, HttpServerRequest request, HttpServerResponse response) {
        if (reply.status() == 401) {
            refusals.incrementAndGet();
        }
        if (reply.status() == 0) {
            return FutureMono.deferFuture(
                    () -> ((ChannelOperations<?, ?>) request).channel().close());
        }
        response.status(reply.status());
        reply.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        Flux<ByteBuf> body = reply.body().map(Unpooled::wrappedBuffer);
        Publisher<Void> sent = reply.isInOnePiece()
                ? response.send(body.next())
                : response.send(body, buffer -> true).then();
        return reply.when().thenMany(sent);
    }

    public String origin() {
        return wire.scheme() + "://127.0.0.1:" + port();
    }

    public int port() {
        return server.port();
    }

    public List<Seen> seen() {
        return seen;
    }

    /** {@return one line per request: path, Authorization or {@code -}} */
    public List<String> log() {
        return seen.stream().map(Seen::line).toList();
    }

    /** {@return what came in without TLS, as far as it was text; for an API on a TLS port} */
    public String plaintext() {
        return String.join("", plaintext);
    }

    /** {@return how many requests there have been} */
    public int requests() {
        return requests.get();
    }

    /** {@return how many of them were answered 401} */
    public long refusals() {
        return refusals.get();
    }

    /** {@return how many connections there have been} */
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        server.disposeNow(BOUND);
    }
}
