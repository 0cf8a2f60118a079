package io.reactortoken.examples.demo;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Nothing below WARNING, of all the libraries at work here. They all log by java.util.logging if there is no other. */
final class QuietLogs {

    private static final Logger ROOT = Logger.getLogger("");

    /** These explain at length what a web application that is undeployed from a running Tomcat should not leave. */
    private static final List<Logger> SILENT =
            List.of(Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase"));

    private QuietLogs() {}

    static void install() {
        ROOT.setLevel(Level.WARNING);
        SILENT.forEach(logger -> logger.setLevel(Level.OFF));
    }
}
