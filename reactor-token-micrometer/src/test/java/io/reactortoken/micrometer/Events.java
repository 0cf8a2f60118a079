package io.reactortoken.micrometer;

import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.ClockSkewSeen;
import io.reactortoken.event.TokenEvent.EventFailure;
import io.reactortoken.event.TokenEvent.EventsLost;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.HoldLeft;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.event.TokenEvent.RenewalScheduled;
import io.reactortoken.event.TokenEvent.ReplayDone;
import io.reactortoken.event.TokenEvent.ReplaySkip;
import io.reactortoken.event.TokenEvent.ReplaySkipped;
import io.reactortoken.event.TokenEvent.RequestFailed;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.event.TokenEvent.RequestSucceeded;
import io.reactortoken.event.TokenEvent.SecretReloaded;
import io.reactortoken.event.TokenEvent.TokenRejected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One event of each sort. */
final class Events {

    static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");
    static final Duration TOOK = Duration.ofMillis(250);

    private Events() {}

    static List<TokenEvent> all(String client, String code, String kind) {
        EventFailure failure = failure(code, kind);
        return List.of(
                new RequestStarted(client, AT, 1, 1, false, 3),
                new RequestFailed(client, AT, 1, 1, TOOK, true, 3, failure),
                new RequestStarted(client, AT, 2, 2, false, 3),
                new RequestSucceeded(client, AT, 2, 2, TOOK, true, 3),
                new RenewalScheduled(client, AT, AT.plusSeconds(60), AT.plusSeconds(90)),
                new RequestStarted(client, AT, 3, 1, true, 0),
                new RequestFailed(client, AT, 3, 1, TOOK, false, 0, failure),
                new HoldEntered(client, AT, TOOK, true, failure),
                new HoldLeft(client, AT, Duration.ofSeconds(5), true),
                new TokenRejected(client, AT, true, 1),
                new ReplayDone(client, AT, 401, 200),
                new ReplaySkipped(client, AT, 401, ReplaySkip.BODY),
                new SecretReloaded(client, AT, "file:/run/secrets/x", true),
                new ClockSkewSeen(client, AT, "https://id.example.com", Duration.ofSeconds(40)),
                new LintFound(client, AT, "L-AGE", "it is old", true),
                new EventsLost("", AT, 9));
    }

    static EventFailure failure(String code, String kind) {
        return new EventFailure(
                code, kind, "H-CLIENT", "e" + code, 401, false, "https://" + kind, Map.of("x-request-id", code), code);
    }
}
