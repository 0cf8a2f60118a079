package io.reactortoken.test;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what a source was asked for.
 *
 * @since 0.1.0
 */
public final class ScriptedSourceAssert extends AbstractAssert<ScriptedSourceAssert, @Nullable ScriptedSource> {

    ScriptedSourceAssert(@Nullable ScriptedSource actual) {
        super(actual, ScriptedSourceAssert.class);
    }

    /**
     * Checks how many requests there have been.
     *
     * @param times all of them, whether answered, cancelled or waiting
     * @return these assertions
     */
    public ScriptedSourceAssert wasAsked(int times) {
        isNotNull();
        int requests = actual == null ? 0 : actual.requests();
        if (requests != times) {
            failWithMessage("expected %d token requests but there were %d", times, requests);
        }
        return this;
    }

    /**
     * Checks how many requests were taken back.
     *
     * @param times how many of them were cancelled
     * @return these assertions
     */
    public ScriptedSourceAssert wasCancelled(int times) {
        isNotNull();
        int cancelled = actual == null ? 0 : actual.cancelled();
        if (cancelled != times) {
            failWithMessage("expected %d token requests to be cancelled but %d were", times, cancelled);
        }
        return this;
    }
}
