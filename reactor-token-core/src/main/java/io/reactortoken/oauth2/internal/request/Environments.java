package io.reactortoken.oauth2.internal.request;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The environment that a name gives away: a host, a path, a variable (H-ENV, SD-32). Only whole words count, and a name
 * with words of two environments gives nothing away.
 *
 * @since 0.1.0
 */
public final class Environments {

    private static final String PRODUCTION = "prod";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("prod", PRODUCTION),
            Map.entry("prd", PRODUCTION),
            Map.entry("production", PRODUCTION),
            Map.entry("qa", "qa"),
            Map.entry("test", "test"),
            Map.entry("tst", "test"),
            Map.entry("testing", "test"),
            Map.entry("uat", "uat"),
            Map.entry("staging", "staging"),
            Map.entry("stage", "staging"),
            Map.entry("stg", "staging"),
            Map.entry("preprod", "preprod"),
            Map.entry("dev", "dev"),
            Map.entry("development", "dev"),
            Map.entry("sandbox", "sandbox"));

    private Environments() {}

    /**
     * Looks for an environment in a name.
     *
     * @param name a host, a path, the name of a variable or of a client
     * @return one word for it, or empty if there is none, or more than one
     */
    public static Optional<String> of(String name) {
        Set<String> found = new TreeSet<>();
        // where Linux keeps its devices, and secrets in memory
        String plain = name.toLowerCase(Locale.ROOT).replace("/dev/shm/", "/");
        for (String word : plain.split("[^a-z0-9]+", -1)) {
            Optional.ofNullable(WORDS.get(word)).ifPresent(found::add);
        }
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    /**
     * Compares where a credential comes from with where it is sent. Two environments of which neither is production may
     * share one server.
     *
     * @param credential a name
     * @param endpoint another
     * @return what each looks like, as a clause; empty unless one is production and the other is not
     */
    public static Optional<Mismatch> mismatch(String credential, String endpoint) {
        Optional<String> from = of(credential);
        Optional<String> to = of(endpoint);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        boolean different = from.get().equals(PRODUCTION) != to.get().equals(PRODUCTION);
        return different ? Optional.of(new Mismatch(from.get(), to.get())) : Optional.empty();
    }

    /**
     * Two environments.
     *
     * @param credential what the credential looks like
     * @param endpoint what the endpoint looks like
     * @since 0.1.0
     */
    public record Mismatch(String credential, String endpoint) {}
}
