package io.reactortoken.secrets.aws;

import reactor.util.Logger;
import reactor.util.Loggers;

/** Warns of the logger that prints what a store answers (TM-30): the SDK's client has it in its pipeline, behind TLS. */
final class SdkLogs {

    static final String WIRE = "io.netty.handler.logging.LoggingHandler";

    private SdkLogs() {}

    static void check() {
        if (Loggers.getLogger(WIRE).isDebugEnabled()) {
            Logger log = Loggers.getLogger(AwsSecrets.class);
            log.warn("the logger {} is at DEBUG, and prints secrets as they arrive; set it to INFO [L-SDK]", WIRE);
        }
    }
}
