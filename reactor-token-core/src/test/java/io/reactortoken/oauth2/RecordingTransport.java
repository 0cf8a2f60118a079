package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Remembers what it is asked to send, and answers from a list; when it is empty, with a token or as it was told. */
final class RecordingTransport implements TokenTransport {

    static final String TOKEN = "CNRY-tok-8d1f60a7";
    static final String GRANTED = "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    final List<TransportRequest> requests = new ArrayList<>();
    private final Deque<Mono<TransportResponse>> answers = new ArrayDeque<>();
    private TransportResponse last = granted();

    RecordingTransport then(Mono<TransportResponse> answer) {
        answers.add(answer);
        return this;
    }

    RecordingTransport then(int status, String body) {
        return then(Mono.just(response(status, body)));
    }

    RecordingTransport always(TransportResponse answer) {
        last = answer;
        return this;
    }

    /** An answer about which there is nothing to remark. */
    static TransportResponse granted() {
        return response(200, GRANTED);
    }

    static TransportResponse response(int status, String body) {
        Map<String, List<String>> headers =
                Map.of("Content-Type", List.of("application/json"), "Cache-Control", List.of("no-store"));
        return response(status, headers, body);
    }

    static TransportResponse response(int status, Map<String, List<String>> headers, String body) {
        return new TransportResponse(status, headers, body.getBytes(UTF_8));
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return Mono.defer(() -> {
            requests.add(request);
            Mono<TransportResponse> answer = answers.poll();
            return answer == null ? Mono.just(last) : answer;
        });
    }

    TransportRequest only() {
        if (requests.size() != 1) {
            throw new AssertionError("there were " + requests.size() + " requests");
        }
        return requests.get(0);
    }

    String body() {
        return new String(only().body(), UTF_8);
    }
}
