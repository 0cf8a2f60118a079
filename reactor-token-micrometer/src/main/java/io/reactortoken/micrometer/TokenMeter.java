package io.reactortoken.micrometer;

import static io.reactortoken.micrometer.TokenTag.ANSWERED;
import static io.reactortoken.micrometer.TokenTag.CHANGED;
import static io.reactortoken.micrometer.TokenTag.CLIENT;
import static io.reactortoken.micrometer.TokenTag.CODE;
import static io.reactortoken.micrometer.TokenTag.KIND;
import static io.reactortoken.micrometer.TokenTag.MODE;
import static io.reactortoken.micrometer.TokenTag.OUTCOME;
import static io.reactortoken.micrometer.TokenTag.REASON;
import static io.reactortoken.micrometer.TokenTag.RECOVERED;
import static io.reactortoken.micrometer.TokenTag.REPLACED;
import static io.reactortoken.micrometer.TokenTag.REPLAY;
import static io.reactortoken.micrometer.TokenTag.SERVING;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;
import java.util.List;

/**
 * The meters of {@link TokenMetrics}. The table of {@code docs/metrics.md} is made from this.
 *
 * @since 0.1.0
 */
public enum TokenMeter implements MeterDocumentation {
    /** Fetches that began. */
    FETCHES(
            "reactor.token.fetches",
            Meter.Type.COUNTER,
            "fetches",
            "Fetches that began, by who waits for them",
            CLIENT,
            MODE),
    /** Attempts to get a token. */
    REQUESTS(
            "reactor.token.requests",
            Meter.Type.TIMER,
            "seconds",
            "Attempts to get a token, and how long each took",
            CLIENT,
            OUTCOME,
            CODE,
            KIND),
    /** Callers that waited for a fetch. */
    WAITERS(
            "reactor.token.waiters",
            Meter.Type.DISTRIBUTION_SUMMARY,
            "waiters",
            "How many callers waited for a fetch when it ended",
            CLIENT),
    /** Refused tokens. */
    REJECTIONS(
            "reactor.token.rejections",
            Meter.Type.COUNTER,
            "rejections",
            "Held tokens that an API refused; of reports that replace nothing, one a second at most",
            CLIENT,
            REPLACED),
    /** Requests to APIs whose token was refused. */
    REPLAYS(
            "reactor.token.replays",
            Meter.Type.COUNTER,
            "replays",
            "Requests to an API whose token was refused, sent once more or not",
            CLIENT,
            REPLAY,
            REASON,
            ANSWERED),
    /** Rows of failures. */
    HOLDS(
            "reactor.token.holds",
            Meter.Type.COUNTER,
            "holds",
            "Rows of failures that began: for a while nobody is asked",
            CLIENT,
            SERVING,
            CODE),
    /** How long rows of failures lasted. */
    HOLD_DURATION(
            "reactor.token.hold.duration",
            Meter.Type.TIMER,
            "seconds",
            "How long each row of failures lasted, from its first failure",
            CLIENT,
            RECOVERED),
    /** Secrets that were read again. */
    SECRET_RELOADS(
            "reactor.token.secret.reloads",
            Meter.Type.COUNTER,
            "reloads",
            "Secrets that were read again because the server refused the client",
            CLIENT,
            CHANGED),
    /** Events that were not counted. */
    EVENTS_LOST(
            "reactor.token.events.lost",
            Meter.Type.COUNTER,
            "",
            "Events that came too fast, so that they are in none of the meters"),
    /** Time for which the held token is handed out. */
    EXPIRES_IN(
            "reactor.token.expires.in",
            Meter.Type.GAUGE,
            "seconds",
            "For how long yet the held token is handed out; NaN if there is none",
            CLIENT),
    /** Age of the held token. */
    AGE("reactor.token.age", Meter.Type.GAUGE, "seconds", "How old the held token is; NaN if there is none", CLIENT),
    /** Whether a caller would get a token at once. */
    USABLE(
            "reactor.token.usable",
            Meter.Type.GAUGE,
            "",
            "1 if a caller would get a token at once, 0 if it would have to wait",
            CLIENT),
    /** Whether requests fail. */
    HOLD_ON(
            "reactor.token.hold.on",
            Meter.Type.GAUGE,
            "",
            "1 while the last request has failed (a row of failures goes on), 0 otherwise",
            CLIENT);

    private final String meter;
    private final Meter.Type type;
    private final String unit;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<TokenTag> tags;

    TokenMeter(String meter, Meter.Type type, String unit, String description, TokenTag... tags) {
        this.meter = meter;
        this.type = type;
        this.unit = unit;
        this.description = description;
        this.tags = List.of(tags);
    }

    @Override
    public String getName() {
        return meter;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    /** {@return the unit; empty if there is none} */
    @Override
    public String getBaseUnit() {
        return unit;
    }

    @Override
    public TokenTag[] getKeyNames() {
        return tags.toArray(TokenTag[]::new);
    }

    /** {@return what it counts, in one line} */
    public String description() {
        return description;
    }

    /** {@return the keys of its tags, in order} */
    public List<TokenTag> tags() {
        return tags;
    }
}
