package io.reactortoken.examples.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.util.retry.Retry;

/** The {@code prometheus} of this machine, with the rules of docs/monitoring, on loopback and in a directory of its own. */
final class PrometheusServer implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String BINARY = System.getProperty("prometheus.binary", "prometheus");
    private static final Path RULES = Path.of("..", "docs", "monitoring", "prometheus-rules.yml");

    private static final int NOT_READY = 503;

    private final Process process;
    private final String origin;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.origin = "http://127.0.0.1:" + port;
    }

    static PrometheusServer start(Path directory, int scraped) throws IOException {
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(config, """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: demo
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(RULES.toAbsolutePath().normalize(), scraped));
        int port = freePort();
        Process process = new ProcessBuilder(
                        BINARY,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, port);
        server.awaitReady(directory.resolve("prometheus.log"));
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(Path log) throws IOException {
        try {
            get("/-/ready")
                    .retryWhen(Retry.fixedDelay(100, Duration.ofMillis(200)))
                    .block(LONG);
        } catch (RuntimeException never) {
            close();
            throw new IOException("prometheus did not start: " + Files.readString(log), never);
        }
    }

    /** The answer to an instant query, as JSON. */
    String query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .blockOptional(LONG)
                .orElseThrow();
    }

    /** All rules, with what became of them, as JSON. */
    String rules() {
        return get("/api/v1/rules").blockOptional(LONG).orElseThrow();
    }

    private Mono<String> get(String path) {
        return HttpClient.newConnection()
                .get()
                .uri(origin + path)
                .responseSingle((response, body) -> response.status().code() == NOT_READY
                        ? Mono.error(new IllegalStateException("not ready"))
                        : body.asString());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
