package io.reactortoken.doctor;

import java.net.InetAddress;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** D-05: TLS as the JVM's own trust store sees it. */
final class TlsSection implements Examiner {

    private static final String ID = "D-05";
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Mono<CaseFile> examine(CaseFile file) {
        return file.way
                .target()
                .filter(target -> target.usesTls() && !file.way.addresses().isEmpty())
                .map(target -> examine(file, target))
                .orElseGet(() -> Mono.just(file));
    }

    private static Mono<CaseFile> examine(CaseFile file, Target target) {
        Setup setup = file.setup;
        setup.announce("TLS handshake with " + target.host());
        return Probe.within(
                        DEADLINE,
                        setup,
                        () -> handshake(setup, target, file.way.addresses().get(0)),
                        () -> Handshake.failed("no handshake within " + DEADLINE.toSeconds() + " s"))
                .map(seen -> file.with(changed -> changed.way = file.way.shaken(seen)));
    }

    /** A port that is none, for instance. */
    private static Handshake handshake(Setup setup, Target target, InetAddress address) {
        try {
            return setup.probes.handshake(target.host(), address, target.port(), TIMEOUT);
        } catch (RuntimeException broken) {
            return Handshake.failed("failed (" + broken.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "TLS");
        Way way = file.way;
        if (way.target().filter(target -> !target.usesTls()).isPresent()) {
            return lines.add("tls", "none: the URI is http").section();
        }
        way.target().flatMap(target -> target.fact("trust")).ifPresent(trust -> lines.add("transport trusts", trust));
        if (way.handshake().isEmpty()) {
            return lines.add("handshake", Words.orElse(way.skipped(), "not tried: there is no address"))
                    .section();
        }
        Handshake seen = way.handshake().get();
        lines.add("handshake", Words.orElse(seen.problem(), "fine, by the JVM's trust store"));
        lines.addIf(!seen.protocol().isEmpty(), "protocol", seen.protocol() + ", " + seen.cipher());
        seen.leaf().ifPresent(leaf -> {
            lines.add("subject", leaf.subject());
            lines.add("hosts", leaf.hosts());
            lines.add(
                    "issuer",
                    leaf.issuer() + (seen.isUntrusted() ? "; not a public CA, or the chain is incomplete" : ""));
            lines.add("valid", leaf.validity());
        });
        lines.add("trust store", trustStore() + "; OCSP and CRLs are not asked");
        return lines.section();
    }

    private static String trustStore() {
        String given = System.getProperty("javax.net.ssl.trustStore", "");
        return given.isEmpty() ? "the JVM's own" : "javax.net.ssl.trustStore, " + given;
    }
}
