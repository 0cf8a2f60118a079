package io.reactortoken.netty;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * The generation that requests use now. A request never changes to another one, and what it brings is not used when
 * another has taken the place of its own meanwhile: the token would be bound to a certificate that is no longer shown
 * (CF-34).
 */
final class Generations {

    private final TransportSettings settings;
    private final TrustManager trust;
    private final AtomicReference<Generation> current;
    private final Disposable listening;

    Generations(TransportSettings settings) {
        this.settings = settings;
        this.trust = TlsContext.trustManager(settings.trust());
        this.current = new AtomicReference<>(Generation.of(settings, trust, certificate()));
        RotatingCertificate rotating = settings.certificate();
        this.listening = rotating == null ? Disposables.single() : rotating.onRotationFirst(this::renew);
        // for a certificate that was replaced in between
        renew();
    }

    private @Nullable ClientCertificate certificate() {
        RotatingCertificate rotating = settings.certificate();
        return rotating == null ? null : rotating.current();
    }

    private void renew() {
        ClientCertificate wanted = certificate();
        Generation old = current.get();
        while (!old.isOf(wanted)) {
            Generation next = Generation.of(settings, trust, wanted);
            if (current.compareAndSet(old, next)) {
                old.leave();
            } else {
                next.dispose();
            }
            wanted = certificate();
            old = current.get();
        }
    }

    /** Runs the exchange of a request on the connections of now. */
    Mono<TransportResponse> use(TransportRequest request, Function<RoutedClients, Mono<TransportResponse>> exchange) {
        return Mono.using(
                this::enter,
                generation -> run(generation, () -> exchange.apply(generation.clients(request))),
                Generation::leave);
    }

    private Generation enter() {
        Generation now = current.get();
        while (!now.enter()) {
            now = current.get();
        }
        return now;
    }

    private Mono<TransportResponse> run(Generation generation, Supplier<Mono<TransportResponse>> exchange) {
        // errors are signalled, and not thrown by an operator: those are told to Hooks.onOperatorError
        return Mono.defer(() -> generation
                        .invalidity()
                        .map(Mono::<TransportResponse>error)
                        .orElseGet(exchange))
                .onErrorMap(error -> isCurrent(generation) ? error : replaced())
                .flatMap(response -> isCurrent(generation)
                        ? Mono.just(response)
                        : Mono.<TransportResponse>error(replaced()).hide());
    }

    private boolean isCurrent(Generation generation) {
        return current.get() == generation;
    }

    private static TokenTransportException replaced() {
        TokenFailure failure = TokenFailure.of(
                        Code.NET, "the client certificate was replaced while a token was asked for")
                .kind(FailureKind.TLS_CLIENT_CERT)
                .hint("H-MTLS", "the token would be bound to the old one; it is asked for again");
        return TokenTransportException.of(failure.transientFailure(), null);
    }

    void dispose() {
        listening.dispose();
        current.get().dispose();
    }
}
