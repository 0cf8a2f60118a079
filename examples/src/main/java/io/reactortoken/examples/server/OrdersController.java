package io.reactortoken.examples.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** The API's one endpoint. It takes its time, as if it asked a database, and holds no thread meanwhile. */
@RestController
class OrdersController implements DisposableBean {

    private static final Duration WORK = Duration.ofMillis(100);
    private static final String ORDERS = "{\"orders\":[{\"id\":4711,\"total\":\"12.50\"}]}";

    private final ScheduledExecutorService database = Executors.newSingleThreadScheduledExecutor();

    @GetMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    DeferredResult<String> orders() {
        DeferredResult<String> orders = new DeferredResult<>();
        var unused = database.schedule(() -> orders.setResult(ORDERS), WORK.toMillis(), TimeUnit.MILLISECONDS);
        return orders;
    }

    /** What nobody waits for any more is not answered. */
    @Override
    public void destroy() {
        database.shutdownNow();
    }
}
