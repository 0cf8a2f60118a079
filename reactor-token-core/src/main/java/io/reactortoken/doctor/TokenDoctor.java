package io.reactortoken.doctor;

import static java.util.Objects.requireNonNull;

import io.reactortoken.oauth2.TokenRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds out why a token request does not work, or why its token does not.
 *
 * <p>Never runs by itself. It reads the credentials, looks at the way to the server, sends <b>exactly one token request</b>
 * through the request's own transport and by its own rules, and writes down what it saw. Nothing is sent again, nothing is
 * cached, and neither the log nor the request's listeners are told.
 *
 * @since 0.1.0
 */
public final class TokenDoctor {

    private final Setup setup;

    private TokenDoctor(Setup setup) {
        this.setup = setup;
    }

    /**
     * Starts with what is to be examined.
     *
     * @param request any, also one that cannot be built
     * @return a builder, each call of which returns a new one
     */
    public static Builder of(TokenRequest request) {
        return new Builder(Setup.of(requireNonNull(request, "request")));
    }

    /**
     * Examines.
     *
     * <p>Cold: each subscription examines anew, and sends the one token request, those for the issuer's metadata, and what
     * the builder was told to send beside it.
     * <p>Signals one report, whatever is found: a failure is part of it. Never empty.
     * <p>Cancelling ends what is on its way and starts nothing more. A name lookup of the JDK that has begun goes on until the
     * resolver answers.
     * <p>Blocks nobody: what blocks runs on {@link Schedulers#boundedElastic()}, where the report arrives too. Every step has a
     * deadline; all of them together end within a minute and a half, variants and probe not counted.
     *
     * @return a mono that examines on each subscription
     */
    public Mono<Report> run() {
        return Mono.defer(this::examine).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Report> examine() {
        List<Watched> examiners = Examiners.all().stream().map(Watched::new).toList();
        Mono<CaseFile> file = Mono.fromSupplier(() -> CaseFile.open(setup));
        for (Watched examiner : examiners) {
            file = file.flatMap(examiner::examine);
        }
        return file.map(known -> write(known, examiners));
    }

    private static Report write(CaseFile file, List<Watched> examiners) {
        List<Finding> findings = Verdict.of(file, examiners);
        List<Section> sections = new ArrayList<>();
        examiners.forEach(examiner -> sections.add(examiner.section(file)));
        sections.add(Verdict.section(findings, file));
        sections.sort(Comparator.comparing(Section::id));
        return Report.of(file, sections, findings);
    }

    @Override
    public String toString() {
        return "TokenDoctor[" + setup.examination.client() + "]";
    }

    /**
     * Collects what the doctor may do and what the caller knows. Immutable: every call returns a new builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private final Setup setup;

        private Builder(Setup setup) {
            this.setup = setup;
        }

        private Builder with(Consumer<Setup> change) {
            return new Builder(setup.with(change));
        }

        /**
         * Also tries other ways to authenticate, or each scope alone, if that is what failed: at most six requests more, a
         * second apart, until one succeeds or the server shows signs of locking the client. Default: not. Servers count
         * refused attempts: ask whoever runs this one.
         *
         * @return a new builder
         */
        public Builder tryVariants() {
            return with(setup -> setup.variants = true);
        }

        /**
         * Also calls an API: one GET with the token and one without, to compare, both through the token request's transport.
         * Naming it here allows the token to go there; an {@code http} URI gets none, unless the request allows plaintext.
         * Default: none.
         *
         * @param api absolute; its query is sent, and not shown
         * @return a new builder
         */
        public Builder probe(URI api) {
            requireNonNull(api, "api");
            return with(setup -> setup.api = api);
        }

        /**
         * Sets the environment in which to look for {@code HTTPS_PROXY} and its like. Default: {@link System#getenv()}.
         *
         * @param variables copied; of their values only hosts and ports are shown
         * @return a new builder
         */
        public Builder environment(Map<String, String> variables) {
            Map<String, String> copy = Map.copyOf(variables);
            return with(setup -> setup.environment = copy);
        }

        /**
         * Says where configuration values came from, as a command line or a properties file knows. Default: nothing is said.
         *
         * @param origins by the names of the lines of section D-01: {@code token-uri}, {@code issuer}, {@code client-id},
         *     {@code secret}, {@code authentication}, {@code scope}, {@code resource}, {@code audience}, {@code param}
         * @return a new builder
         */
        public Builder origins(Map<String, String> origins) {
            Map<String, String> copy = Map.copyOf(origins);
            return with(setup -> setup.origins = copy);
        }

        /**
         * Sets who is told when a step begins that may take time. Default: nobody.
         *
         * @param step told a clause without an end mark, on the thread that works; what it throws is ignored
         * @return a new builder
         */
        public Builder progress(Consumer<String> step) {
            requireNonNull(step, "step");
            return with(setup -> setup.progress = step);
        }

        /**
         * Adds what was counted while the program ran. Default: nothing was.
         *
         * @param statistics a listener of the running source
         * @return a new builder
         */
        public Builder stats(RunStatistics statistics) {
            requireNonNull(statistics, "statistics");
            return with(setup -> setup.statistics = statistics);
        }

        /**
         * Leaves out the doctor's own look at the way to the server: name lookup, connection, TLS. The token request is sent
         * all the same. Default: the doctor looks, unless a proxy leads there.
         *
         * @return a new builder
         */
        public Builder withoutNetworkProbes() {
            return with(setup -> setup.network = false);
        }

        /**
         * Adds a fingerprint of the secret that is the same on every machine, so that two of them can be compared. A weak
         * secret can be guessed from it: delete the report afterwards. Default: only one that is good for this process.
         *
         * @return a new builder
         */
        public Builder comparableFingerprint() {
            return with(setup -> setup.comparableFingerprint = true);
        }

        /** For tests: other clocks, another network. */
        Builder setup(UnaryOperator<Setup> change) {
            return new Builder(change.apply(setup));
        }

        /** {@return a doctor that does what was said} */
        public TokenDoctor build() {
            return new TokenDoctor(setup);
        }

        @Override
        public String toString() {
            return "TokenDoctor.Builder[" + setup.examination.client() + "]";
        }
    }
}
