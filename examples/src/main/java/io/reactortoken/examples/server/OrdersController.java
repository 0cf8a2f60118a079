package io.reactortoken.examples.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API's one endpoint. It takes its time, as if it asked a database, and holds no thread meanwhile. */
@RestController
class OrdersController {

    static final Duration WORK = Duration.ofMillis(100);

    private static final Executor LATER = CompletableFuture.delayedExecutor(WORK.toMillis(), TimeUnit.MILLISECONDS);

    @GetMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    CompletableFuture<String> orders() {
        return CompletableFuture.supplyAsync(() -> "{\"orders\":[{\"id\":4711,\"total\":\"12.50\"}]}", LATER);
    }
}
