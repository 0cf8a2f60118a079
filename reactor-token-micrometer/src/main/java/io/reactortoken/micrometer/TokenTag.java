package io.reactortoken.micrometer;

import io.micrometer.common.docs.KeyName;

/**
 * The keys of the tags of meters and observations. Each has few values: those of an enum, or names of registrations up to
 * {@link TokenMetrics.Builder#maxClients}. What is none of them is {@code other}, and what there is not is {@code none}.
 *
 * @since 0.1.0
 */
public enum TokenTag implements KeyName {
    /** The name of the registration. */
    CLIENT("client", "the name of the registration, as events tell it"),
    /** Who waits for a fetch. */
    MODE(
            "mode",
            "`background` (a token that works was held), `foreground` (callers wait), `first` (so they do, and must: the first of this "
                    + "name in this process)"),
    /** How an attempt ended. */
    OUTCOME(
            "outcome",
            "`granted`, `discarded` (rejected or evicted on its way), `failed`, `retried` (failed, goes on)"),
    /** The code of the failure. */
    CODE("code", "of the error, for instance `OAE`, `TMO`; `none` if there was none"),
    /** The kind of the failure. */
    KIND("kind", "of the error, for instance `CLIENT_REFUSED`, `DNS`; `none` if the code says it all"),
    /** Whether a rejected token was dropped. */
    REPLACED("replaced", "`true`; `false`: the limits for forced refreshes forbid it"),
    /** Whether a request was sent again. */
    REPLAY("replay", "`done`, `skipped`"),
    /** Why a request was not sent again. */
    REASON("reason", "why it was skipped: `BODY`, `NO_OTHER_TOKEN`, `TOKEN_FAILED`, `CANCELLED`; else `none`"),
    /** What the second request was answered. */
    ANSWERED("answered", "the second answer, `2xx` to `5xx`; `none` if there was none"),
    /** Whether a token that works is held. */
    SERVING("serving", "`true`: a token that works is held; `false`: callers fail"),
    /** How a row of failures ended. */
    RECOVERED("recovered", "`true`: a token came; `false`: the source was closed"),
    /** Whether the secret is another one. */
    CHANGED("changed", "`true`: it is another secret than the server refused");

    private final String key;
    private final String description;

    TokenTag(String key, String description) {
        this.key = key;
        this.description = description;
    }

    @Override
    public String asString() {
        return key;
    }

    /** {@return what its values mean, as Markdown} */
    public String description() {
        return description;
    }
}
