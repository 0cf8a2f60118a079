package io.reactortoken.oauth2;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.oauth2.internal.answer.AnswerRules;
import io.reactortoken.oauth2.internal.answer.Reading.Granted;
import reactor.core.publisher.Mono;

/** What a request stands on: its {@code grant_type}, the parameters that come with it, and what its answer must have. */
interface Grant {

    /** The value of {@code grant_type}. */
    String type();

    /** The same in a word, for messages. */
    default String label() {
        return type().substring(type().lastIndexOf(':') + 1);
    }

    /** Whether the client may be one that cannot keep a secret. */
    default boolean allowsPublicClients() {
        return true;
    }

    /** Whether there may be no client id at all. */
    default boolean allowsNoClient() {
        return false;
    }

    /** Whether {@code audience} may be repeated. */
    default boolean allowsManyAudiences() {
        return false;
    }

    /** A grant with a state of its own, for one source. */
    default Grant start() {
        return this;
    }

    /** Runs an attempt; one after the other where two at once would harm each other. */
    default <T> Mono<T> inTurn(Mono<T> attempt) {
        return attempt;
    }

    /** Reads what belongs into one request. */
    Mono<GrantParameters> parameters();

    default AnswerRules rules(AnswerRules rules) {
        return rules;
    }

    /** The server granted it: what the caller gets. */
    default Mono<AccessToken> granted(GrantParameters sent, Granted answer) {
        return Mono.just(answer.token());
    }

    /** The server refused it. */
    default void refused(GrantParameters sent, TokenException error) {}
}
