package io.reactortoken.secrets.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** An HTTP server on loopback that answers by a function and writes down what it was asked. */
public final class Loopback implements AutoCloseable {

    /** What was asked. */
    public record Request(String method, String target, Map<String, List<String>> headers, String body) {

        /** The first value of a header, whatever the case of its name. */
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .flatMap(header -> header.getValue().stream())
                    .findFirst();
        }
    }

    /** What is answered. */
    public record Answer(int status, Map<String, String> headers, String body) {

        /** Nothing, until the server is closed. */
        public static final Answer NEVER = new Answer(0, Map.of(), "");

        /** JSON. */
        public static Answer json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }

        /** The same with one more header. */
        public Answer with(String name, String value) {
            Map<String, String> more = new java.util.TreeMap<>(headers);
            more.put(name, value);
            return new Answer(status, more, body);
        }
    }

    /** Guarded by itself. */
    private final List<Request> requests = new ArrayList<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<Request, Answer> script;
    private final HttpServer server;

    private Loopback(HttpServer server, Function<Request, Answer> script) {
        this.server = server;
        this.script = script;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts one without TLS. */
    public static Loopback http(Function<Request, Answer> script) {
        try {
            return new Loopback(HttpServer.create(anyPort(), 0), script);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts one with TLS. */
    public static Loopback https(SSLContext tls, Function<Request, Answer> script) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new Loopback(server, script);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    body);
            Answer answer = ask(request);
            if (answer.equals(Answer.NEVER)) {
                closed.await();
                return;
            }
            byte[] bytes = answer.body().getBytes(UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks without the network: the answer is there when this returns. */
    public Answer ask(Request request) {
        Answer answer = script.apply(request);
        synchronized (requests) {
            requests.add(request);
        }
        return answer;
    }

    /** What was asked so far, and is being answered. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Where it is: scheme, host and port. */
    public URI uri() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
