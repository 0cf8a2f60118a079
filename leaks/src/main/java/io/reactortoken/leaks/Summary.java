package io.reactortoken.leaks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** How much the oracle looked at in this JVM, in {@code target/leak-oracle.txt}, when the JVM ends. */
final class Summary {

    private final AtomicBoolean registered = new AtomicBoolean();

    void register() {
        if (registered.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(Summary::write, "leak-oracle-summary"));
        }
    }

    private static void write() {
        Path target = Path.of("target");
        if (!Files.isDirectory(target)) {
            return;
        }
        try {
            Files.writeString(target.resolve("leak-oracle.txt"), Watch.summary() + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
