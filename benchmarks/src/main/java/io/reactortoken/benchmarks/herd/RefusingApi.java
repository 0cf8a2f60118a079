package io.reactortoken.benchmarks.herd;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An API without a socket. It refuses the first token it sees, and answers all of those calls at the same time. */
final class RefusingApi implements ClientHttpConnector {

    static final String ORIGIN = "https://api.example.com";

    private final Sinks.Empty<Void> all = Sinks.empty();
    private final AtomicInteger calls = new AtomicInteger();
    private final int herd;
    private volatile @Nullable String refused;

    RefusingApi(int herd) {
        this.herd = herd;
    }

    /** Another one, which refuses nothing. */
    static Mono<ClientHttpResponse> accept(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> write) {
        return Mono.defer(() -> write.apply(new SocketlessRequest(uri)))
                .then(Mono.fromSupplier(SocketlessResponse::ok));
    }

    int calls() {
        return calls.get();
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> write) {
        return Mono.defer(() -> {
            SocketlessRequest request = new SocketlessRequest(uri);
            return write.apply(request).then(Mono.defer(() -> answer(token(request))));
        });
    }

    private static String token(SocketlessRequest request) {
        String token = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (token == null) {
            throw new IllegalStateException("a call came without a token");
        }
        return token;
    }

    private Mono<ClientHttpResponse> answer(String token) {
        int number = calls.incrementAndGet();
        if (number == 1) {
            refused = token;
        }
        if (number == herd) {
            all.tryEmitEmpty().orThrow();
        }
        return token.equals(refused)
                ? all.asMono().then(Mono.fromSupplier(SocketlessResponse::refused))
                : Mono.fromSupplier(SocketlessResponse::ok);
    }
}
