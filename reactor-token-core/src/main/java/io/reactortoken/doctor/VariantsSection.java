package io.reactortoken.doctor;

import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.doctor.Suspicion.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * D-10: other ways to ask, if the caller wants that: at most six requests, a second apart. Ways to authenticate end with the
 * first that works, scopes with the first that is refused alone; both at any sign that the server counts.
 */
final class VariantsSection implements Examiner {

    private static final String ID = "D-10";
    private static final int MOST = 6;
    private static final Duration APART = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Mono<CaseFile> examine(CaseFile file) {
        if (!file.setup.variants) {
            return Mono.just(file);
        }
        return Flux.fromIterable(variants(file))
                .take(MOST)
                .concatMap(variant -> attempt(variant, file.setup), 0)
                .takeUntil(VariantsSection::isLast)
                .collectList()
                .map(tried -> file.with(changed -> changed.tried = List.copyOf(tried)));
    }

    private static boolean isLast(Tried tried) {
        boolean found = tried.variant().scope().isEmpty() ? tried.granted() : isScopeRefused(tried);
        return found || tried.warns();
    }

    private static boolean isScopeRefused(Tried tried) {
        return tried.failure()
                .map(TokenFailure::hintId)
                .filter("H-SCOPE"::equals)
                .isPresent();
    }

    /** None where the failure is about neither, or where the server counts already. */
    private static List<Variant> variants(CaseFile file) {
        return file.exchange
                .failure()
                .filter(failure -> !Tried.isWarning(failure))
                .map(failure -> variants(failure, file))
                .orElseGet(List::of);
    }

    private static List<Variant> variants(TokenFailure failure, CaseFile file) {
        if (failure.hintId().equals("H-SCOPE")) {
            return Variant.ofScope(file.setup.examination);
        }
        boolean spaced =
                file.credential.look().filter(look -> !look.edges().isEmpty()).isPresent();
        boolean unsent = failure.code() == Code.CRD_P && spaced;
        boolean unreadable = failure.error().equals("invalid_request");
        return CredentialSection.isClientRefused(failure) || unsent || unreadable
                ? Variant.ofAuthentication(file.setup.examination, spaced)
                : List.of();
    }

    private static Mono<Tried> attempt(Variant variant, Setup setup) {
        return Mono.delay(APART, setup.timers())
                .doOnNext(tick -> setup.announce("trying " + variant.name()))
                .flatMap(tick -> variant.examination()
                        .ask(setup.examination.transport(), setup.clock, lint -> {})
                        .timeout(DEADLINE, Mono.error(VariantsSection::late), setup.timers()))
                .map(token -> new Tried(variant, Optional.empty()))
                .onErrorResume(error -> Mono.just(new Tried(variant, Optional.of(failure(error)))));
    }

    private static TokenException late() {
        return TokenTransportException.of(
                TokenFailure.of(Code.TMO, "timeout: no complete answer within " + DEADLINE.toSeconds() + " s"), null);
    }

    private static TokenFailure failure(Throwable error) {
        return error instanceof TokenException known
                ? known.failure()
                : TokenFailure.of(
                        Code.NET, "the request failed with " + error.getClass().getName());
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Variants");
        if (!file.setup.variants) {
            return lines.add("tried", "none: not asked for (tryVariants(), --try-variants)")
                    .section();
        }
        if (file.tried.isEmpty()) {
            return lines.add(
                            "tried",
                            "none: what failed is neither the authentication nor one of several scopes, or the server counts")
                    .section();
        }
        file.tried.forEach(tried -> lines.add(tried.variant().name(), tried.outcome()));
        Tried last = file.tried.get(file.tried.size() - 1);
        lines.addIf(last.warns(), "stopped", "the server counts requests or refusals: nothing more was tried");
        return lines.add("requests", Words.count(file.tried.size(), "request") + ", a second apart")
                .section();
    }

    @Override
    public List<Suspicion> suspicions(CaseFile file) {
        return file.tried.stream()
                .filter(tried -> isLast(tried) && !tried.warns())
                .map(tried -> new Suspicion(Weight.PROOF, finding(tried, file)))
                .toList();
    }

    private static Finding finding(Tried tried, CaseFile file) {
        Variant variant = tried.variant();
        if (!variant.scope().isEmpty()) {
            return Finding.of(
                    "H-SCOPE",
                    "alone, the server refuses the scope " + variant.scope() + granted(file),
                    "check its spelling and case, and whether the client may have it");
        }
        String configured = ConfigurationSection.authentication(file.setup.examination);
        return variant.trimmed()
                ? Finding.of(
                        "H-SECRET",
                        "the secret works without the white space around it, by " + variant.name(),
                        "take it away from where the secret is kept")
                : Finding.of("H-CLIENT", variant.name() + " works, " + configured + " does not", variant.next());
    }

    private static String granted(CaseFile file) {
        String scopes = file.tried.stream()
                .filter(Tried::granted)
                .map(tried -> tried.variant().scope())
                .collect(Collectors.joining(" "));
        return scopes.isEmpty() ? "" : "; it grants " + scopes;
    }
}
