package io.reactortoken.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the API answers. Immutable.
 *
 * @param isEarly before the request's body has been read
 * @param when before anything is sent, this must complete
 */
public record Reply(
        int status, Map<String, List<String>> headers, Flux<byte[]> body, boolean isEarly, Mono<Void> when) {

    public static final String REFUSAL = "no such token";
    public static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";

    public static Reply of(int status, String body) {
        return new Reply(status, Map.of(), Flux.just(body.getBytes(UTF_8)), false, Mono.empty());
    }

    public static Reply ok() {
        return of(200, "ok");
    }

    /** The usual 401. */
    public static Reply refusal() {
        return refusal(INVALID_TOKEN);
    }

    public static Reply refusal(String... challenges) {
        Reply refusal = of(401, REFUSAL);
        for (String challenge : challenges) {
            refusal = refusal.header("WWW-Authenticate", challenge);
        }
        return refusal;
    }

    public Reply header(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, values);
        return new Reply(status, more, body, isEarly, when);
    }

    public Reply body(Flux<byte[]> other) {
        return new Reply(status, headers, other, isEarly, when);
    }

    /** In one piece: whoever has its head has its end as well. */
    public Reply inOnePiece(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return header("Content-Length", String.valueOf(bytes.length)).body(Flux.just(bytes));
    }

    boolean isInOnePiece() {
        return headers.containsKey("Content-Length");
    }

    public Reply large(int bytes) {
        return body(Flux.just(new byte[bytes]));
    }

    public Reply endless() {
        return body(Flux.just(new byte[8_192]).repeat());
    }

    /** Ten bytes, and then nothing more. */
    public Reply stalled() {
        return body(Flux.just(new byte[10]).concatWith(Flux.never()));
    }

    /** At once, whatever the client is still sending. */
    public Reply early() {
        return new Reply(status, headers, body, true, when);
    }

    public Reply after(Mono<Void> other) {
        return new Reply(status, headers, body, isEarly, other);
    }
}
