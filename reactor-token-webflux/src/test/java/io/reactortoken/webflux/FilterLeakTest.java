package io.reactortoken.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;

/** Spring's exceptions and filters keep the headers of a request; the token is not among them. */
class FilterLeakTest extends ReplayBench {

    private static final String CANARY = "CNRY-7f3a9c";

    @Override
    public Integration integration() {
        return new FilterIntegration();
    }

    private WebClient.Builder web() {
        TokenSource canary = TokenSource.fixed(AccessToken.bearer(CANARY, Duration.ofHours(1)));
        return FilterIntegration.web(client(pools.of(1)))
                .baseUrl(api.origin())
                .filter(TokenAuthFilter.with(canary)
                        .allowPlaintext(api.origin())
                        .build());
    }

    private static Throwable failure(Mono<?> call) {
        AtomicReference<Throwable> seen = new AtomicReference<>(new AssertionError("no failure"));
        call.then()
                .onErrorResume(error -> {
                    seen.set(error);
                    return Mono.empty();
                })
                .block(BOUND);
        return seen.get();
    }

    /** Messages, headers and the serialized form, of the whole graph. */
    private static String everythingOf(Throwable error) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Throwable at = error; at != null; at = at.getCause()) {
            texts.add(String.valueOf(at));
            for (Throwable note : at.getSuppressed()) {
                texts.add(String.valueOf(note));
            }
            if (at instanceof WebClientRequestException request) {
                texts.add(String.valueOf(request.getHeaders()));
            }
            if (at instanceof WebClientResponseException response && response.getRequest() != null) {
                texts.add(String.valueOf(response.getRequest().getHeaders()));
                texts.add(String.valueOf(response.getRequest().getAttributes()));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        } catch (NotSerializableException refused) {
            texts.add(String.valueOf(refused.getMessage()));
        }
        texts.add(bytes.toString(StandardCharsets.ISO_8859_1));
        return String.join("\n", texts);
    }

    @Test
    @DisplayName("TM-04: WebClientRequestException keeps a copy of the headers, and no token")
    void connectionError() throws IOException {
        api.answering(seen -> Reply.of(0, ""));

        Throwable error = failure(web().build().get().uri("/a").retrieve().toBodilessEntity());

        assertThat(error).isInstanceOf(WebClientRequestException.class);
        assertThat(everythingOf(error)).doesNotContain(CANARY);
        assertThat(api.log()).containsOnly("/a Bearer " + CANARY);
    }

    @Test
    @DisplayName("TM-04: WebClientResponseException leads to the request, and to no token")
    void errorStatus() throws IOException {
        api.answering(seen -> Reply.of(500, ""));

        Throwable error = failure(web().build().get().uri("/a").retrieve().toBodilessEntity());

        assertThat(error).isInstanceOf(WebClientResponseException.class);
        assertThat(everythingOf(error)).doesNotContain(CANARY);
    }

    @Test
    @DisplayName(
            "TM-04, TM-13, TM-15: a filter behind ours sees a request without the token, in headers, text and Context")
    void filterBehind() {
        AtomicReference<ClientRequest> seen = new AtomicReference<>();
        AtomicReference<String> context = new AtomicReference<>("");
        WebClient web = web().filter((request, next) -> Mono.deferContextual(view -> {
                    seen.set(request);
                    context.set(view.toString());
                    return next.exchange(request);
                }))
                .build();

        web.get().uri("/a").retrieve().toBodilessEntity().block(BOUND);

        assertThat(String.valueOf(seen.get().headers())).doesNotContain(CANARY);
        assertThat(String.valueOf(seen.get().attributes())).doesNotContain(CANARY);
        assertThat(context.get()).contains("Context").doesNotContain(CANARY);
        assertThat(api.log()).containsExactly("/a Bearer " + CANARY);
    }
}
