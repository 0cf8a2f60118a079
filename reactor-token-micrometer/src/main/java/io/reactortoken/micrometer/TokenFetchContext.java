package io.reactortoken.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an observed fetch. For conventions and handlers; no part of it holds a token or a secret.
 *
 * @since 0.1.0
 */
public final class TokenFetchContext extends Observation.Context {

    private final String client;
    private final @Nullable ObservationView startedBy;

    private volatile Result result = new Result(TagValues.NONE, TagValues.NONE, TagValues.NONE);

    TokenFetchContext(String client, @Nullable ObservationView startedBy) {
        this.client = client;
        this.startedBy = startedBy;
    }

    /** {@return the name of the registration; {@code other} beyond the limit, {@code none} if it has none} */
    public String client() {
        return client;
    }

    /**
     * Returns what the fetch is linked to: the observation of the caller that happened to start it. It is no parent. The
     * fetch is for all who wait, it may outlive this one, and it goes on when this one is cancelled.
     *
     * @return the observation that was current where the fetch began; empty if there was none
     */
    public Optional<ObservationView> startedBy() {
        return Optional.ofNullable(startedBy);
    }

    /** {@return {@code granted}, {@code failed}, {@code cancelled}; {@code none} while it runs} */
    public String outcome() {
        return result.outcome;
    }

    /** {@return the code of the error, see {@link TokenTag#CODE}} */
    public String code() {
        return result.code;
    }

    /** {@return the kind of the error, see {@link TokenTag#KIND}} */
    public String kind() {
        return result.kind;
    }

    void ended(String outcome, String code, String kind) {
        result = new Result(outcome, code, kind);
    }

    private record Result(String outcome, String code, String kind) {}
}
