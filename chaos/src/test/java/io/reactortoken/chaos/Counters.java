package io.reactortoken.chaos;

import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEventListener;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened. */
final class Counters implements TokenEventListener {

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    Counters() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    /** The rows of the summary that are counted one by one. */
    enum Count {
        CALLS("calls"),
        OK("of them answered as expected"),
        API_PATH("failed: a fault on the way to the API, or the API down"),
        NO_TOKEN("failed: no usable token, and none to be had"),
        JUDGED("calls to which no fault on the API's path was an excuse"),
        ON_HELD("calls answered while the authorization server was in trouble"),
        REPLAYS("replays after a 401"),
        TOKEN_REQUESTS("token requests"),
        TOKENS("of them granted"),
        TOKEN_REQUESTS_FAILED("of them failed"),
        RENEWALS("of them renewals in the background"),
        REFUSED_REVOKED("revoked tokens at the API"),
        REFUSED_EXPIRED("expired tokens at the API"),
        SECRET_ROTATIONS("secret rotations, with overlap"),
        HASTY_ROTATIONS("secret rotations without overlap"),
        KEY_ROTATIONS("signing key rotations"),
        SERVER_RESTARTS("restarts of the authorization server"),
        API_RESTARTS("restarts of the API"),
        STALLS("times that the machine itself stood still for half a second"),
        SLOW_SERVER("times that the authorization server itself took more than a second"),
        CLOCK_JUMPS("jumps of the wall clock"),
        TENANTS("tenants, as often as they came"),
        FORGOTTEN("tenants that were forgotten on request");

        private final String text;

        Count(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    void add(Count count) {
        counts.getOrDefault(count, new LongAdder()).increment();
    }

    long of(Count count) {
        return counts.getOrDefault(count, new LongAdder()).sum();
    }

    @Override
    public void onEvent(TokenEvent event) {
        if (event instanceof TokenEvent.RequestStarted started && started.renewal()) {
            add(Count.RENEWALS);
        } else if (event instanceof TokenEvent.ReplayDone) {
            add(Count.REPLAYS);
        }
    }
}
