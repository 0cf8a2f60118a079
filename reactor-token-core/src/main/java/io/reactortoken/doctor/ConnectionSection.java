package io.reactortoken.doctor;

import io.reactortoken.TokenFailure;
import io.reactortoken.doctor.Suspicion.Weight;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** D-04: whether a connection can be had, and whether a proxy should lead there. */
final class ConnectionSection implements Examiner {

    private static final String ID = "D-04";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_DIALLED = 4;

    /** What a missing proxy looks like. */
    private static final Set<String> NO_WAY = Set.of("H-CONNECT", "H-DNS", "H-SLOW", "H-TIMEOUT", "H-CLOSE", "H-PLAIN");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Mono<CaseFile> examine(CaseFile file) {
        Way way = file.way;
        if (way.target().isEmpty() || way.addresses().isEmpty()) {
            return Mono.just(file);
        }
        Setup setup = file.setup;
        int port = way.target().get().port();
        setup.announce("connecting to " + way.target().get().host() + ":" + port);
        return Flux.fromIterable(way.addresses())
                .take(MOST_DIALLED)
                .concatMap(address -> dial(address, port, setup))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, LinkedHashMap::new)
                .map(results -> file.with(changed -> changed.way = way.dialled(results)));
    }

    private static Mono<Map.Entry<String, String>> dial(InetAddress address, int port, Setup setup) {
        String name = address.getHostAddress();
        return Probe.within(
                TIMEOUT.plusSeconds(1),
                setup,
                () -> Map.entry(name, result(address, port, setup)),
                () -> Map.entry(name, "no answer"));
    }

    private static String result(InetAddress address, int port, Setup setup) {
        long start = setup.clock.nanoTime();
        try {
            setup.probes.connect(address, port, TIMEOUT);
            return "connected, " + Words.millis(Duration.ofNanos(setup.clock.nanoTime() - start));
        } catch (SocketTimeoutException late) {
            return "no answer within " + TIMEOUT.toSeconds() + " s";
        } catch (ConnectException refused) {
            return "refused";
        } catch (IOException | RuntimeException broken) {
            return "failed (" + broken.getClass().getSimpleName() + ")";
        }
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Connection");
        Way way = file.way;
        way.target().ifPresent(target -> {
            lines.add("proxy", target.fact("proxy").orElse("the transport does not say whether it uses one"));
            target.fact("timeouts").ifPresent(timeouts -> lines.add("timeouts", timeouts));
        });
        named(file)
                .ifPresentOrElse(
                        proxy -> lines.add(proxy.variable(), proxy.text()),
                        () -> lines.add("HTTPS_PROXY", "not set; Java would not use it, unless the program does"));
        String property = System.getProperty("https.proxyHost", "");
        lines.addIf(!property.isEmpty(), "https.proxyHost", property + "; used only where the transport is told to");
        if (way.addresses().isEmpty()) {
            return lines.add("connection", Words.orElse(way.skipped(), "not tried: there is no address"))
                    .section();
        }
        way.dials().forEach((address, result) -> lines.add("connection", address + ": " + result));
        return lines.section();
    }

    private static Optional<NamedProxy> named(CaseFile file) {
        return file.way.target().flatMap(target -> NamedProxy.of(file.setup.environment(), target));
    }

    /** Nobody uses a proxy that the environment names, and there is no way: that is where to look first. */
    @Override
    public List<Suspicion> suspicions(CaseFile file) {
        boolean direct =
                file.way.target().filter(target -> target.proxy().isEmpty()).isPresent();
        boolean noWay = file.exchange
                .failure()
                .map(TokenFailure::hintId)
                .filter(NO_WAY::contains)
                .isPresent();
        return named(file)
                .filter(proxy -> direct && noWay && proxy.applies())
                .map(proxy -> new Suspicion(
                        Weight.EXPLANATION,
                        Finding.of(
                                "H-PROXY",
                                proxy.variable() + " names " + proxy.address()
                                        + ", which the token request does not use; " + "without it there was no answer",
                                "Java does not use it unless told to: NettyTokenTransport.builder().proxy(..), or"
                                        + " --proxy")))
                .map(List::of)
                .orElseGet(List::of);
    }
}
