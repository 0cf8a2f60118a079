package io.reactortoken.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link FakeAuthorizationServer} answers to one request, and how it does so: at once or byte by byte, whole or
 * cut off. {@link FakeFault} has the usual faults ready.
 *
 * <p>Immutable: every method with an argument returns a new answer.
 *
 * @since 0.1.0
 */
public final class FakeAnswer {

    /** How the connection goes on after the last byte that is sent. */
    public enum Ending {
        /** It stays open for the next request, unless this one asked for {@code Connection: close}. The default. */
        KEEP,
        /** It is closed in good order. */
        CLOSE,
        /** The server closes its own direction only, and goes on reading. */
        HALF_CLOSE,
        /** It is reset, as when a process dies. */
        RESET,
        /** It stays open, and nothing follows. */
        SILENCE,
        /** The server sends a fatal TLS alert. Needs TLS. */
        TLS_ALERT
    }

    /** Bytes, and how often they are sent. */
    static final class Run {
        final byte[] bytes;
        final long times;

        private Run(byte[] bytes, long times) {
            this.bytes = bytes;
            this.times = times;
        }
    }

    /** When the bytes leave, how many of them, and what follows. */
    record Delivery(Duration delay, Duration pause, long limit, Ending ending) {
        static final Delivery PLAIN = new Delivery(Duration.ZERO, Duration.ZERO, Long.MAX_VALUE, Ending.KEEP);
    }

    static final long ENDLESS = Long.MAX_VALUE;

    private final List<Run> runs;
    private final Delivery delivery;

    private FakeAnswer(List<Run> runs, Delivery delivery) {
        this.runs = runs;
        this.delivery = delivery;
    }

    /**
     * Grants a bearer token that lives for an hour (RFC 6749 section 5.1).
     *
     * @param accessToken its text
     * @return an answer with status 200
     */
    public static FakeAnswer token(String accessToken) {
        return token(accessToken, Duration.ofHours(1));
    }

    /**
     * Grants a bearer token (RFC 6749 section 5.1).
     *
     * @param accessToken its text; no character of it may need an escape in JSON
     * @param lifetime sent in seconds
     * @return an answer with status 200
     */
    public static FakeAnswer token(String accessToken, Duration lifetime) {
        return json(
                200,
                "{\"access_token\":\"" + accessToken + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                        + lifetime.toSeconds() + "}");
    }

    /**
     * Refuses (RFC 6749 section 5.2).
     *
     * @param status for instance 400 or 401
     * @param error for instance {@code invalid_client}
     * @return an answer
     */
    public static FakeAnswer error(int status, String error) {
        return json(status, "{\"error\":\"" + error + "\"}");
    }

    /**
     * Answers with JSON, or with what claims to be that.
     *
     * @param status the HTTP status
     * @param body sent as UTF-8
     * @return an answer
     */
    public static FakeAnswer json(int status, String body) {
        return http(status, body.getBytes(UTF_8), "Content-Type: application/json");
    }

    /**
     * Answers with a status and a body of no bytes.
     *
     * @param status the HTTP status
     * @param headers whole lines, for instance {@code Location: https://id.example.com}
     * @return an answer
     */
    public static FakeAnswer status(int status, String... headers) {
        return http(status, new byte[0], headers);
    }

    /**
     * Answers in HTTP/1.1. A {@code Content-Length} is added, unless there is one, or a {@code Transfer-Encoding}, or
     * the status allows none.
     *
     * @param status the HTTP status
     * @param body sent as it is
     * @param headers whole lines, for instance {@code Retry-After: 5}; sent as they are
     * @return an answer
     */
    public static FakeAnswer http(int status, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        boolean framed = status < 200 || status == 204 || status == 304;
        for (String line : headers) {
            String name = line.toLowerCase(Locale.ROOT);
            framed |= name.startsWith("content-length:") || name.startsWith("transfer-encoding:");
            head.append(line).append("\r\n");
        }
        head.append(framed ? "\r\n" : "Content-Length: " + body.length + "\r\n\r\n");
        return raw(head.toString()).then(raw(body, 1));
    }

    /**
     * Sends a text as it is, head and body, right or wrong.
     *
     * @param text characters up to U+00FF, each sent as one byte
     * @return an answer
     */
    public static FakeAnswer raw(String text) {
        return raw(text.getBytes(ISO_8859_1), 1);
    }

    /**
     * Sends bytes as they are, again and again.
     *
     * @param bytes copied
     * @param times how often; {@link Long#MAX_VALUE} is for ever
     * @return an answer
     */
    public static FakeAnswer raw(byte[] bytes, long times) {
        return new FakeAnswer(List.of(new Run(bytes.clone(), times)), Delivery.PLAIN);
    }

    /**
     * Sends the bytes of another answer after these. How they are sent is taken from this one.
     *
     * @param next another answer
     * @return a new answer
     */
    public FakeAnswer then(FakeAnswer next) {
        List<Run> all = new ArrayList<>(runs);
        all.addAll(next.runs);
        return new FakeAnswer(List.copyOf(all), delivery);
    }

    /**
     * Waits before the first byte.
     *
     * @param delay zero or more
     * @return a new answer
     */
    public FakeAnswer after(Duration delay) {
        requireNonNull(delay, "delay");
        return new FakeAnswer(runs, new Delivery(delay, delivery.pause, delivery.limit, delivery.ending));
    }

    /**
     * Sends byte by byte.
     *
     * @param pause between two of them
     * @return a new answer
     */
    public FakeAnswer slowly(Duration pause) {
        requireNonNull(pause, "pause");
        return new FakeAnswer(runs, new Delivery(delivery.delay, pause, delivery.limit, delivery.ending));
    }

    /**
     * Sends some of the bytes only.
     *
     * @param bytes how many
     * @param ending what follows
     * @return a new answer
     */
    public FakeAnswer cutAfter(long bytes, Ending ending) {
        requireNonNull(ending, "ending");
        return new FakeAnswer(runs, new Delivery(delivery.delay, delivery.pause, bytes, ending));
    }

    /**
     * Says how the connection goes on.
     *
     * @param ending what follows the last byte
     * @return a new answer
     */
    public FakeAnswer ending(Ending ending) {
        return cutAfter(delivery.limit, ending);
    }

    List<Run> runs() {
        return runs;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Tells how it is sent, and not what. */
    @Override
    public String toString() {
        return "FakeAnswer[" + runs.size() + " parts, " + delivery.ending + "]";
    }
}
