package io.reactortoken.replay;

import reactor.netty.http.client.HttpClient;

/** A way to authorize a client. */
public interface Integration {

    /** Authorizes what becomes of {@code base} by {@code options}. */
    Caller caller(Options options, HttpClient base);

    /**
     * Whether a call that is cancelled lets go of its connection whatever the answer does. Spring's connector reads the
     * answer to its end then, and an answer without an end keeps the connection; with a filter or without.
     */
    boolean ownsConnections();

    /** Authorizes it twice, as two libraries in one application would. */
    Caller stacked(Options first, Options second, HttpClient base);
}
