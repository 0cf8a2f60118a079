package io.reactortoken.doctor;

import io.reactortoken.TokenFailure;
import io.reactortoken.http.Challenge;
import java.util.List;
import java.util.Optional;

/**
 * What an API said to a token, and to none.
 *
 * @param skipped why it was not called; empty if it was
 * @param with the answer to the call with the token
 * @param without the answer to the call without one
 */
record ApiCall(String skipped, Optional<Answer> with, Optional<Answer> without) {

    static final ApiCall NONE = skipped("not asked for (probe(..), --probe)");

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /**
     * One answer.
     *
     * @param received its shape; empty if there was none
     * @param challenges what it asks for; never shown as it is
     * @param failure why there was none
     */
    record Answer(Optional<Received> received, List<Challenge> challenges, Optional<TokenFailure> failure) {

        int status() {
            return received.map(Received::status).orElse(0);
        }
    }

    static ApiCall skipped(String why) {
        return new ApiCall(why, Optional.empty(), Optional.empty());
    }

    boolean isRefused() {
        int status = with.map(Answer::status).orElse(0);
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }
}
