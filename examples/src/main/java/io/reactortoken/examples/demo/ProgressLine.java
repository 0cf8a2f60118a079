package io.reactortoken.examples.demo;

import io.reactortoken.examples.demo.PhaseResult.Tokens;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** How a phase goes: one line that is written again and again on a terminal, a line now and then elsewhere. */
final class ProgressLine {

    private static final int WIDTH = 79;

    private final PrintStream out;
    private final boolean terminal;
    private final Duration interval;

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.interval = terminal ? Duration.ofMillis(250) : Duration.ofSeconds(4);
    }

    /** Says what begins, and goes on until disposed of. */
    Disposable show(Phase phase) {
        out.println(phase.title());
        AtomicLong lastCalls = new AtomicLong();
        // printing may block
        return Flux.interval(interval, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .subscribe(tick -> {
                    long calls = phase.calls().calls();
                    print(phase, (calls - lastCalls.getAndSet(calls)) * 1000 / interval.toMillis());
                });
    }

    private void print(Phase phase, long rate) {
        String line = line(phase, rate);
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
            out.flush();
        } else {
            out.println(line);
        }
    }

    private static String line(Phase phase, long rate) {
        Tokens tokens = phase.tokens();
        return String.format(
                Locale.ROOT,
                " %3d s %7d calls %5d/s  token %4.1f s old  %d requests  %d replays%s",
                phase.elapsed().toSeconds(),
                phase.calls().calls(),
                rate,
                phase.tokenAge().toMillis() / 1000.0,
                tokens.issued(),
                tokens.replays(),
                phase.outage() ? "  AS STOPPED" : "");
    }

    /** Leaves the last state standing. */
    void end(Phase phase) {
        if (terminal) {
            print(phase, Math.round(phase.calls().calls() / (phase.elapsed().toNanos() / 1e9)));
            out.println();
        }
    }
}
