package io.reactortoken.webflux;

import io.reactortoken.internal.StaleTokenException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import reactor.core.publisher.Mono;

/**
 * A request without a body, as it came, and with an attempt's token when it is written.
 *
 * <p>The token comes before the request's own headers, which Spring adds where there are none yet. A filter behind ours may
 * make a copy of this, which is written by its body: that writes the token, too.
 */
final class AttemptRequest implements ClientRequest {

    private final ClientRequest original;
    private final Attempt attempt;

    AttemptRequest(ClientRequest original, Attempt attempt) {
        this.original = original;
        this.attempt = attempt;
    }

    @Override
    public Mono<Void> writeTo(ClientHttpRequest output, ExchangeStrategies strategies) {
        try {
            attempt.writeToken(output, original);
        } catch (StaleTokenException stale) {
            return Mono.error(stale);
        }
        return original.writeTo(output, strategies);
    }

    @Override
    public BodyInserter<?, ? super ClientHttpRequest> body() {
        return attempt.inserter(original);
    }

    @Override
    public Optional<Object> attribute(String name) {
        return name.equals(Attempt.MARK) ? Optional.of(attempt.number()) : original.attribute(name);
    }

    @Override
    public Map<String, Object> attributes() {
        Map<String, Object> all = new LinkedHashMap<>(original.attributes());
        all.put(Attempt.MARK, attempt.number());
        return all;
    }

    @Override
    public HttpMethod method() {
        return original.method();
    }

    @Override
    public URI url() {
        return original.url();
    }

    @Override
    public HttpHeaders headers() {
        return original.headers();
    }

    @Override
    public MultiValueMap<String, String> cookies() {
        return original.cookies();
    }

    @Override
    public @Nullable Consumer<ClientHttpRequest> httpRequest() {
        return original.httpRequest();
    }

    @Override
    public String logPrefix() {
        return original.logPrefix();
    }
}
