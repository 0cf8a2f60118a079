package io.reactortoken.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to tokens. Facts only: no event holds a token, a secret or anything that a server sent, but for
 * cleaned error codes, messages and correlation ids.
 *
 * <p>The names of the records and of their components are stable. A later version may add records, so that an unknown one
 * is to be ignored. What each means, and when it is told: {@code docs/events.md}.
 *
 * @since 0.1.0
 */
public sealed interface TokenEvent {

    /** {@return the name of the registration, as errors show it; empty if it has none} */
    String client();

    /** {@return when it happened, by the wall clock} */
    Instant at();

    /** The end of a request. Each {@link RequestStarted} has exactly one, with the same {@link #request()}. */
    sealed interface RequestEnded extends TokenEvent permits RequestSucceeded, RequestFailed {

        /** {@return the number of the request, as its start told it} */
        long request();

        /** {@return which attempt of its fetch it was, from 1} */
        int attempt();

        /** {@return how long it took, by the monotonic clock} */
        Duration took();
    }

    /**
     * One attempt to get a token begins.
     *
     * @param client the registration
     * @param at when
     * @param request unique in this process
     * @param attempt from 1, within one fetch
     * @param renewal whether a token that works is held meanwhile; if not, callers have to wait
     * @param waiting how many callers wait for it
     */
    record RequestStarted(String client, Instant at, long request, int attempt, boolean renewal, int waiting)
            implements TokenEvent {}

    /**
     * An attempt brought a token.
     *
     * @param client the registration
     * @param at when
     * @param request the number of its start
     * @param attempt from 1
     * @param took how long
     * @param kept whether the token counts; if not, it was rejected or evicted while it was on the way
     * @param waiting how many callers waited for it
     */
    record RequestSucceeded(
            String client, Instant at, long request, int attempt, Duration took, boolean kept, int waiting)
            implements RequestEnded {}

    /**
     * An attempt brought none: refused, unanswered, late, or ended because the source was closed (code {@code CLS}).
     *
     * @param client the registration
     * @param at when
     * @param request the number of its start
     * @param attempt from 1
     * @param took how long
     * @param retried whether another attempt of the same fetch is to follow
     * @param waiting how many callers wait for it
     * @param failure why
     */
    record RequestFailed(
            String client,
            Instant at,
            long request,
            int attempt,
            Duration took,
            boolean retried,
            int waiting,
            EventFailure failure)
            implements RequestEnded {}

    /**
     * A token is held; from {@code due} on, its use starts a renewal.
     *
     * @param client the registration
     * @param at when it was kept
     * @param due when it is to be renewed
     * @param expires when it is no longer handed out
     */
    record RenewalScheduled(String client, Instant at, Instant due, Instant expires) implements TokenEvent {}

    /**
     * A row of failures begins: for a while nobody is asked. Told once per row; the failures that follow prolong it.
     *
     * @param client the registration
     * @param at when
     * @param lasts how long nobody is asked, for the first time
     * @param serving whether a token that works is held, so that no caller is told of the failure
     * @param failure what began it
     */
    record HoldEntered(String client, Instant at, Duration lasts, boolean serving, EventFailure failure)
            implements TokenEvent {}

    /**
     * The row of failures is over.
     *
     * @param client the registration
     * @param at when
     * @param lasted since the first failure
     * @param recovered true if a token came, false if the source was closed
     */
    record HoldLeft(String client, Instant at, Duration lasted, boolean recovered) implements TokenEvent {}

    /**
     * An API refused the token that is held. Reports about any other token are told to nobody.
     *
     * @param client the registration
     * @param at when
     * @param replaced whether it was dropped; if not, the limits for forced refreshes forbid it, and it serves on. Those
     *     are told once a second at most
     * @param inARow how many tokens were dropped in a row, without a quiet time between
     */
    record TokenRejected(String client, Instant at, boolean replaced, int inARow) implements TokenEvent {}

    /**
     * A request to an API was sent once more, with another token.
     *
     * @param client the registration
     * @param at when the second answer was there
     * @param status the HTTP status of the first answer
     * @param answered that of the second one; 0 if there was none
     */
    record ReplayDone(String client, Instant at, int status, int answered) implements TokenEvent {}

    /**
     * A request whose token was refused was not sent again; its caller got the first answer.
     *
     * @param client the registration
     * @param at when
     * @param status the HTTP status of that answer
     * @param reason why
     */
    record ReplaySkipped(String client, Instant at, int status, ReplaySkip reason) implements TokenEvent {}

    /**
     * A secret was read again because the server refused the client.
     *
     * @param client the registration
     * @param at when
     * @param source where it was read
     * @param changed whether it is another one than the server refused
     */
    record SecretReloaded(String client, Instant at, String source, boolean changed) implements TokenEvent {}

    /**
     * The clock of an authorization server and ours are more than 30 seconds apart.
     *
     * @param client the registration
     * @param at when, by our clock
     * @param origin of the server
     * @param skew its clock minus ours, to a second
     */
    record ClockSkewSeen(String client, Instant at, String origin, Duration skew) implements TokenEvent {}

    /**
     * Something is odd about a secret or an answer, which is used all the same. Each sort is told once per source.
     *
     * @param client the registration
     * @param at when
     * @param id stable, for instance {@code L-NO-EXPIRES-IN}
     * @param text what, and what to check; one line of ASCII
     * @param actionable whether somebody should act
     */
    record LintFound(String client, Instant at, String id, String text, boolean actionable) implements TokenEvent {}

    /**
     * Events that this receiver was too slow for. It alone is told.
     *
     * @param client empty: they may have been of several
     * @param at when the event before this one happened
     * @param count how many, since the last time that it was told
     */
    record EventsLost(String client, Instant at, long count) implements TokenEvent {}

    /** Why a request was not sent again. */
    enum ReplaySkip {
        /** It had a body that cannot be had again. */
        BODY,
        /** The source had no other token: the limits for forced refreshes forbid it, or it issued the same once more. */
        NO_OTHER_TOKEN,
        /** The source failed. Where token errors are signalled, the caller got that error. */
        TOKEN_FAILED,
        /** Its caller has gone. */
        CANCELLED
    }

    /**
     * Why an attempt failed. {@code code}, {@code kind} and {@code hint} have few values; the rest has many.
     *
     * @param code of the exception, for instance {@code OAE} or {@code CRD-P}
     * @param kind more precisely, for instance {@code CLIENT_REFUSED}; empty if the code says it all
     * @param hint the id of the hint, for instance {@code H-CLIENT}; empty if there is none
     * @param error the server's error code, cleaned; empty if it sent none
     * @param status the HTTP status; 0 if there was none
     * @param retryable whether asking again later may succeed
     * @param origin of the authorization server; empty if unknown
     * @param correlationIds what the server calls this exchange, by header; unmodifiable
     * @param message the exception's: one line of ASCII, without secrets, for people
     */
    record EventFailure(
            String code,
            String kind,
            String hint,
            String error,
            int status,
            boolean retryable,
            String origin,
            Map<String, String> correlationIds,
            String message) {}
}
