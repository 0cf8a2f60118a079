package io.reactortoken.examples.migration;

import static io.reactortoken.examples.migration.ApiOnLoopback.BOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.SimpleTokenCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** From azure-core: each difference that docs/migration.md tells. */
class FromAzureCoreTest {

    private final AtomicInteger issued = new AtomicInteger();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final TokenCredential credential = asked -> Mono.fromSupplier(() -> token(issued.incrementAndGet()));

    private static AccessToken token(int number) {
        return new AccessToken("t" + number, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
    }

    /** Says 401 to every token. */
    private HttpPipeline refusing() {
        return AzureCoreBefore.pipeline(
                request -> {
                    seen.add(request.getUrl().getHost() + " "
                            + request.getHeaders().getValue(HttpHeaderName.AUTHORIZATION));
                    return Mono.just(new Refusal(request));
                },
                credential);
    }

    @Test
    void aRefusedTokenWasSentAgain() {
        HttpPipeline pipeline = refusing();
        AzureCoreBefore.orders(pipeline).block(BOUND);
        AzureCoreBefore.orders(pipeline).block(BOUND);
        assertThat(seen).containsExactly("api.example.com Bearer t1", "api.example.com Bearer t1");
    }

    @Test
    void everyOriginGotTheTokenAndOnlyNamedOnesGetIt() {
        // when
        refusing()
                .send(new HttpRequest(HttpMethod.GET, "https://elsewhere.example.com/x"))
                .block(BOUND);
        // then
        assertThat(seen).containsExactly("elsewhere.example.com Bearer t1");
        // given
        CachedTokenSource tokens = AzureCoreAfter.source(credential).cache();
        var calls = AzureCoreAfter.api(tokens)
                .get()
                .uri("https://localhost:1/x")
                .responseSingle((response, body) -> body.asString());
        // then
        assertThatThrownBy(() -> calls.block(BOUND))
                .isInstanceOf(TokenException.class)
                .hasMessageStartingWith("CFG");
    }

    @Test
    void theCallerWhoBeganTheFetchCouldLeaveTheOthersBehindAndCannot() {
        // given
        List<String> got = new ArrayList<>();
        Sinks.One<AccessToken> first = Sinks.one();
        SimpleTokenCache before = new SimpleTokenCache(first::asMono);
        // when
        Disposable beginner = before.getToken().subscribe();
        before.getToken().subscribe(token -> got.add("before " + token.getToken()));
        beginner.dispose();
        first.tryEmitValue(token(1));
        // then
        assertThat(got).isEmpty();
        // given
        Sinks.One<AccessToken> second = Sinks.one();
        TokenSource after = AzureCoreAfter.source(asked -> second.asMono()).cache();
        // when
        Disposable other = after.token().subscribe();
        after.token().subscribe(token -> got.add("after " + token.reveal()));
        other.dispose();
        second.tryEmitValue(token(1));
        // then
        assertThat(got).containsExactly("after t1");
    }

    @Test
    void bothTakeTheTokenOfTheCredential() {
        assertThat(AzureCoreBefore.token(credential).block(BOUND)).isEqualTo("t1");
        StepVerifier.create(AzureCoreAfter.source(credential).cache().token())
                .assertNext(token -> {
                    assertThat(token.reveal()).isEqualTo("t2");
                    assertThat(token.lifetime().orElseThrow()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
                })
                .expectComplete()
                .verify(BOUND);
    }

    private static final class Refusal extends HttpResponse {

        Refusal(HttpRequest request) {
            super(request);
        }

        @Override
        public int getStatusCode() {
            return 401;
        }

        @Override
        @Deprecated
        public String getHeaderValue(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public HttpHeaders getHeaders() {
            return new HttpHeaders().set(HttpHeaderName.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.empty();
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(new byte[0]);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just("");
        }
    }
}
