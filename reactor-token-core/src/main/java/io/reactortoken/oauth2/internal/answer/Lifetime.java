package io.reactortoken.oauth2.internal.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long the token lives.
 *
 * @param seconds what the server promised, cut by the token's own word if the rules say so; null if unknown
 * @param left what a JWT's own {@code exp} leaves, counted from when the request was sent; empty if it is none
 * @param over whether that was over already when the answer came
 */
record Lifetime(@Nullable Duration seconds, Optional<Duration> left, boolean over) {

    static Lifetime of(ResponseMembers members, Asked asked, Instant receivedAt) {
        Optional<Instant> exp = JwtExp.of(members.accessToken);
        Optional<Duration> left = exp.map(instant -> Duration.between(asked.sentAt(), instant));
        boolean over = exp.filter(instant -> !instant.isAfter(receivedAt)).isPresent();
        Duration promised = members.lifetime;
        return new Lifetime(asked.rules().capByJwtExp() ? shorter(promised, left.orElse(null)) : promised, left, over);
    }

    private static @Nullable Duration shorter(@Nullable Duration promised, @Nullable Duration left) {
        boolean cut = left != null && (promised == null || left.compareTo(promised) < 0);
        return cut ? left : promised;
    }

    /** Whether the token says that it lives clearly shorter than the server promised. */
    boolean isShorterByItsOwnWord() {
        Duration promised = seconds;
        return promised != null
                && left.filter(own -> own.plusSeconds(5).compareTo(promised) < 0)
                        .isPresent();
    }
}
