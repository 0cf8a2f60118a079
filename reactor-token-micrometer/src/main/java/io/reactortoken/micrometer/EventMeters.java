package io.reactortoken.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.EventsLost;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.HoldLeft;
import io.reactortoken.event.TokenEvent.ReplayDone;
import io.reactortoken.event.TokenEvent.ReplaySkipped;
import io.reactortoken.event.TokenEvent.RequestFailed;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.event.TokenEvent.RequestSucceeded;
import io.reactortoken.event.TokenEvent.SecretReloaded;
import io.reactortoken.event.TokenEvent.TokenRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts events. What it does not know it leaves alone. */
final class EventMeters {

    private final MeterRegistry registry;
    private final ClientNames clients;

    /** Values of tags, so that it is bounded as they are. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    EventMeters(MeterRegistry registry, ClientNames clients) {
        this.registry = registry;
        this.clients = clients;
    }

    void count(TokenEvent event) {
        String client = clients.of(event.client());
        if (!request(client, event) && !refusal(client, event)) {
            state(client, event);
        }
    }

    /** From zero on: a rate does not see the first one of a series that was not there before. */
    void expect(String client) {
        counter(TokenMeter.FETCHES, client, TagValues.FIRST);
        counter(TokenMeter.FETCHES, client, TagValues.FOREGROUND);
        counter(TokenMeter.FETCHES, client, TagValues.BACKGROUND);
    }

    private boolean request(String client, TokenEvent event) {
        if (event instanceof RequestStarted started) {
            if (started.attempt() == 1) {
                expect(client);
                counter(TokenMeter.FETCHES, client, mode(client, started)).increment();
            }
        } else if (event instanceof RequestSucceeded ended) {
            String outcome = ended.kept() ? TagValues.GRANTED : TagValues.DISCARDED;
            timer(TokenMeter.REQUESTS, client, outcome, TagValues.NONE, TagValues.NONE)
                    .record(ended.took());
            waited(client, ended.waiting());
        } else if (event instanceof RequestFailed ended) {
            String code = TagValues.code(ended.failure().code());
            String kind = TagValues.kind(ended.failure().kind());
            timer(TokenMeter.REQUESTS, client, ended.retried() ? TagValues.RETRIED : TagValues.FAILED, code, kind)
                    .record(ended.took());
            if (!ended.retried()) {
                waited(client, ended.waiting());
            }
        } else {
            return false;
        }
        return true;
    }

    /** Nobody can renew before there was a token: the first fetch says nothing about how renewal works. */
    private String mode(String client, RequestStarted started) {
        boolean first = begun.add(client);
        if (started.renewal()) {
            return TagValues.BACKGROUND;
        }
        return first ? TagValues.FIRST : TagValues.FOREGROUND;
    }

    private boolean refusal(String client, TokenEvent event) {
        if (event instanceof TokenRejected rejected) {
            counter(TokenMeter.REJECTIONS, client, Boolean.toString(rejected.replaced()))
                    .increment();
        } else if (event instanceof ReplayDone replay) {
            counter(TokenMeter.REPLAYS, client, TagValues.DONE, TagValues.NONE, TagValues.answered(replay.answered()))
                    .increment();
        } else if (event instanceof ReplaySkipped replay) {
            counter(
                            TokenMeter.REPLAYS,
                            client,
                            TagValues.SKIPPED,
                            replay.reason().name(),
                            TagValues.NONE)
                    .increment();
        } else {
            return false;
        }
        return true;
    }

    private void state(String client, TokenEvent event) {
        if (event instanceof HoldEntered hold) {
            String code = TagValues.code(hold.failure().code());
            counter(TokenMeter.HOLDS, client, Boolean.toString(hold.serving()), code)
                    .increment();
        } else if (event instanceof HoldLeft hold) {
            timer(TokenMeter.HOLD_DURATION, client, Boolean.toString(hold.recovered()))
                    .record(hold.lasted());
        } else if (event instanceof SecretReloaded reloaded) {
            counter(TokenMeter.SECRET_RELOADS, client, Boolean.toString(reloaded.changed()))
                    .increment();
        } else if (event instanceof EventsLost lost) {
            counter(TokenMeter.EVENTS_LOST).increment((double) lost.count());
        }
    }

    private void waited(String client, int waiting) {
        DistributionSummary.builder(TokenMeter.WAITERS.getName())
                .description(TokenMeter.WAITERS.description())
                .baseUnit(TokenMeter.WAITERS.getBaseUnit())
                .tags(tags(TokenMeter.WAITERS, client))
                .register(registry)
                .record(waiting);
    }

    private Counter counter(TokenMeter meter, String... values) {
        return Counter.builder(meter.getName())
                .description(meter.description())
                .baseUnit(unit(meter))
                .tags(tags(meter, values))
                .register(registry);
    }

    private Timer timer(TokenMeter meter, String... values) {
        return Timer.builder(meter.getName())
                .description(meter.description())
                .tags(tags(meter, values))
                .register(registry);
    }

    static @Nullable String unit(TokenMeter meter) {
        return meter.getBaseUnit().isEmpty() ? null : meter.getBaseUnit();
    }

    /** The values stand in the order of the enum's keys. */
    private static List<Tag> tags(TokenMeter meter, String... values) {
        List<Tag> tags = new ArrayList<>(values.length);
        for (TokenTag key : meter.tags()) {
            tags.add(Tag.of(key.asString(), values[tags.size()]));
        }
        return tags;
    }
}
