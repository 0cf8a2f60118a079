package io.reactortoken.doctor;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.doctor.Suspicion.Weight;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.oauth2.internal.request.SecretReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** D-02: what the secret looks like, and what is odd about it. The oddities are those that a token request looks for. */
final class CredentialSection implements Examiner {

    private static final String ID = "D-02";
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Set<String> ABOUT_THE_SECRET =
            Set.of("L-ODD", "L-QUOTES", "L-EDGE", "L-ID-EDGE", "H-SWAP", "H-DOUBLE");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Mono<CaseFile> examine(CaseFile file) {
        return Mono.justOrEmpty(file.setup.examination.secret())
                .flatMap(source -> read(source, file.setup))
                .map(facts -> file.with(changed -> changed.credential = facts))
                .defaultIfEmpty(file);
    }

    private static Mono<CredentialFacts> read(SecretSource source, Setup setup) {
        String name = Words.clean(source.description());
        return SecretReader.read(source, true)
                .publishOn(Schedulers.boundedElastic()) // a fingerprint's key may wait for entropy
                .map(secret -> look(name, secret, setup))
                .timeout(DEADLINE, Mono.fromSupplier(() -> late(name)), setup.timers())
                .onErrorResume(TokenException.class, error -> Mono.just(unread(name, error.failure())));
    }

    private static CredentialFacts look(String source, Secret secret, Setup setup) {
        SecretLook look = SecretLook.of(secret, setup.comparableFingerprint);
        return new CredentialFacts(source, Optional.of(look), Optional.empty());
    }

    private static CredentialFacts late(String source) {
        return unread(
                source,
                TokenFailure.of(
                                TokenFailure.Code.CRD_T,
                                "the secret source " + source + " did not answer within " + DEADLINE.toSeconds() + " s")
                        .hint("H-SECRET", "is its store reachable from here?"));
    }

    private static CredentialFacts unread(String source, TokenFailure failure) {
        return new CredentialFacts(source, Optional.empty(), Optional.of(failure));
    }

    static boolean isAboutTheSecret(LintFound lint) {
        return ABOUT_THE_SECRET.contains(lint.id());
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Credential");
        CredentialFacts facts = file.credential;
        if (facts.source().isEmpty()) {
            return lines.add("secret", "none is configured").section();
        }
        lines.add("source", facts.source());
        facts.failure().ifPresent(failure -> lines.add("not read", failure.message()));
        facts.look().ifPresent(look -> add(lines, look));
        file.exchange.lints().stream()
                .filter(CredentialSection::isAboutTheSecret)
                .forEach(lint -> lines.add("odd", lint.text() + " [" + lint.id() + "]"));
        return lines.section();
    }

    private static void add(Lines lines, SecretLook look) {
        lines.add("version", Words.orElse(look.version(), "its source knows none"));
        lines.add("length", Words.count(look.length(), "character"));
        lines.add("characters", look.classes());
        lines.add("edges", edges(look));
        lines.add(
                "form encoding",
                look.changed().isEmpty() ? "changes nothing" : "changes these characters: " + look.changed());
        lines.add("fingerprint", look.fingerprint() + " (equal within this process only)");
        lines.addIf(
                !look.comparable().isEmpty(),
                "comparable",
                look.comparable()
                        + " (equal on every machine; a weak secret can be guessed from it: compare, then delete)");
    }

    private static String edges(SecretLook look) {
        String cut = look.trimmed().isEmpty() ? "nothing was cut off" : "cut off: " + look.trimmed();
        return look.edges().isEmpty() ? cut : cut + "; still there, and sent: " + look.edges();
    }

    /** None of it matters where the server takes the secret. */
    @Override
    public List<Suspicion> suspicions(CaseFile file) {
        List<Suspicion> found = new ArrayList<>();
        if (!file.exchange.isRefused()) {
            return found;
        }
        file.exchange.lints().stream()
                .filter(CredentialSection::isAboutTheSecret)
                .forEach(lint -> found.add(new Suspicion(Weight.EXPLANATION, finding(lint))));
        return found;
    }

    private static Finding finding(LintFound lint) {
        return switch (lint.id()) {
            case "H-SWAP" -> Finding.of("H-SWAP", lint.text(), "put id and secret where they belong, then try again");
            case "H-DOUBLE" ->
                Finding.of("H-DOUBLE", lint.text(), "give the secret as the server shows it, without any encoding");
            case "L-ID-EDGE" ->
                Finding.of("H-CLIENT", lint.text(), "copy the client id again, from where the server shows it");
            default -> Finding.of("H-SECRET", lint.text(), "copy the secret again, from where the server shows it");
        };
    }

    static boolean isClientRefused(TokenFailure failure) {
        return failure.kind().filter(FailureKind.CLIENT_REFUSED::equals).isPresent();
    }
}
