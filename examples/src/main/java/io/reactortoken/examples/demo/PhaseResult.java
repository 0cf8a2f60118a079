package io.reactortoken.examples.demo;

import java.time.Duration;

/**
 * What one phase showed.
 *
 * @param calls what became of them
 * @param tokens what they cost
 * @param disturbed what was done to them
 */
record PhaseResult(String title, Duration time, CallLog calls, Tokens tokens, Disturbed disturbed) {

    /**
     * Token requests and replays.
     *
     * @param issued token requests that the server answered with a token
     * @param failed token requests that it refused or did not answer
     * @param replays calls that the API refused for their token and the caller never heard of
     */
    record Tokens(long issued, long failed, long replays) {}

    /**
     * What went wrong on purpose.
     *
     * @param revocations live tokens that were revoked
     * @param outage how long the authorization server was stopped
     */
    record Disturbed(int revocations, Duration outage) {}

    long callsPerSecond() {
        return Math.round(calls.calls() / (time.toNanos() / 1e9));
    }
}
