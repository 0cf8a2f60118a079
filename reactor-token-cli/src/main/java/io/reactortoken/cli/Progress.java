package io.reactortoken.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A line on standard error while something takes long: nobody should wonder whether it hangs. */
final class Progress {

    private static final Duration SLOW = Duration.ofSeconds(2);

    private final Shell shell;

    Progress(Shell shell) {
        this.shell = shell;
    }

    /** The same signals; a line for every two seconds without one. */
    <T> Mono<T> watch(Supplier<String> step, Mono<T> work) {
        return Mono.using(() -> start(step), lines -> work, Disposable::dispose);
    }

    private Disposable start(Supplier<String> step) {
        PrintWriter err = shell.err();
        return Flux.interval(SLOW, shell.timer())
                .onBackpressureDrop()
                .subscribe(n -> err.println(".. " + step.get() + ": " + (n + 1) * SLOW.toSeconds() + " s"));
    }
}
