package io.reactortoken.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** D-03: what the host's name stands for, by the JDK's resolver. */
final class DnsSection implements Examiner {

    private static final String ID = "D-03";
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_SHOWN = 8;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Mono<CaseFile> examine(CaseFile file) {
        return look(file.setup).map(way -> file.with(changed -> changed.way = way));
    }

    private static Mono<Way> look(Setup setup) {
        Optional<Target> known = Target.of(setup.examination);
        if (known.isEmpty()) {
            return Mono.just(Way.NONE);
        }
        if (!setup.network) {
            return Mono.just(Way.skipped(known, "not probed: switched off"));
        }
        Target target = known.get();
        if (target.proxy().isPresent()) {
            return Mono.just(
                    Way.skipped(known, "not probed: the proxy " + target.proxy().get() + " does this"));
        }
        setup.announce("looking up " + target.host());
        long start = setup.clock.nanoTime();
        return Probe.within(DEADLINE, setup, () -> look(target, setup, start), () -> late(target));
    }

    private static Way look(Target target, Setup setup, long start) {
        try {
            var addresses = setup.probes.addresses(target.host());
            return Way.found(target, addresses, Duration.ofNanos(setup.clock.nanoTime() - start));
        } catch (UnknownHostException unknown) {
            return Way.notFound(target, "no such host", Duration.ofNanos(setup.clock.nanoTime() - start));
        } catch (RuntimeException broken) {
            return Way.notFound(target, "failed with " + broken.getClass().getName(), Duration.ZERO);
        }
    }

    private static Way late(Target target) {
        return Way.notFound(target, "no answer within " + DEADLINE.toSeconds() + " s", DEADLINE);
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Name lookup");
        Way way = file.way;
        way.target().ifPresent(target -> lines.add("host", target.host()));
        if (!way.skipped().isEmpty()) {
            return lines.add("addresses", way.skipped()).section();
        }
        if (way.unknown().isEmpty()) {
            lines.add(
                    "addresses",
                    Words.list(way.addresses().stream()
                            .limit(MOST_SHOWN)
                            .map(InetAddress::getHostAddress)
                            .toList()));
        } else {
            lines.add("addresses", way.unknown());
        }
        lines.add("took", Words.millis(way.lookup()));
        lines.add("resolver", "the JDK's; the transport's own may answer otherwise");
        way.target()
                .filter(target ->
                        target.host().indexOf('.') < 0 && target.host().indexOf(':') < 0)
                .ifPresent(target ->
                        lines.add("search domain", "the name has no dot: what it means depends on where it is asked"));
        return lines.section();
    }
}
