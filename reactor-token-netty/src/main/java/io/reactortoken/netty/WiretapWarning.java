package io.reactortoken.netty;

import java.util.concurrent.atomic.AtomicBoolean;
import reactor.netty.http.client.HttpClientConfig;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Tells, once per authorized client, that its log will have tokens: a wiretap sits behind TLS, and prints what is sent
 * as plain text (TM-10). The client is the user's, so that it is not changed.
 */
final class WiretapWarning {

    private final AtomicBoolean told = new AtomicBoolean();

    void check(HttpClientConfig config) {
        if (config.loggingHandler() != null && told.compareAndSet(false, true)) {
            Logger log = Loggers.getLogger(TokenAuth.class);
            log.warn(
                    "the client has a wiretap, which prints tokens where its logger is enabled at {};"
                            + " take wiretap(..) away [L-WIRETAP]",
                    config.loggingHandler().level());
        }
    }
}
