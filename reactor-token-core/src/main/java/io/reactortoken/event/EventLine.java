package io.reactortoken.event;

import io.reactortoken.event.TokenEvent.ClockSkewSeen;
import io.reactortoken.event.TokenEvent.EventFailure;
import io.reactortoken.event.TokenEvent.EventsLost;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.HoldLeft;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.event.TokenEvent.RenewalScheduled;
import io.reactortoken.event.TokenEvent.ReplayDone;
import io.reactortoken.event.TokenEvent.ReplaySkipped;
import io.reactortoken.event.TokenEvent.RequestFailed;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.event.TokenEvent.RequestSucceeded;
import io.reactortoken.event.TokenEvent.SecretReloaded;
import io.reactortoken.event.TokenEvent.TokenRejected;
import java.util.Locale;

/**
 * An event as a line: {@code event=NAME client=.. key=value ..}, and behind a dash what is for people only. Values hold no
 * white space and nothing that is not ASCII (TM-24).
 */
final class EventLine {

    private final StringBuilder line = new StringBuilder();

    private EventLine() {}

    static String of(TokenEvent event) {
        EventLine line = new EventLine();
        line.add("event", name(event)).add("client", event.client());
        if (!line.request(event) && !line.state(event)) {
            line.others(event);
        }
        return line.line.toString();
    }

    /** {@code RequestStarted} is {@code request-started}. */
    private static String name(TokenEvent event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", "-$1")
                .toLowerCase(Locale.ROOT);
    }

    private boolean request(TokenEvent event) {
        if (event instanceof RequestStarted e) {
            add("request", e.request()).add("attempt", e.attempt());
            add("renewal", e.renewal()).add("waiting", e.waiting());
        } else if (event instanceof RequestSucceeded e) {
            add("request", e.request()).add("attempt", e.attempt());
            add("took_ms", e.took().toMillis()).add("kept", e.kept()).add("waiting", e.waiting());
        } else if (event instanceof RequestFailed e) {
            add("request", e.request()).add("attempt", e.attempt());
            add("took_ms", e.took().toMillis()).add("retried", e.retried()).add("waiting", e.waiting());
            failure(e.failure());
        } else {
            return false;
        }
        return true;
    }

    private boolean state(TokenEvent event) {
        if (event instanceof RenewalScheduled e) {
            add("due", e.due()).add("expires", e.expires());
        } else if (event instanceof HoldEntered e) {
            add("lasts_ms", e.lasts().toMillis()).add("serving", e.serving());
            failure(e.failure());
            line.append(e.serving() ? " (token renewal failed, the held token serves on)" : "");
        } else if (event instanceof HoldLeft e) {
            add("lasted_ms", e.lasted().toMillis()).add("recovered", e.recovered());
        } else if (event instanceof TokenRejected e) {
            add("replaced", e.replaced()).add("in_a_row", e.inARow());
        } else {
            return false;
        }
        return true;
    }

    private void others(TokenEvent event) {
        if (event instanceof ReplayDone e) {
            add("status", e.status()).add("answered", e.answered());
        } else if (event instanceof ReplaySkipped e) {
            add("status", e.status()).add("reason", e.reason());
        } else if (event instanceof SecretReloaded e) {
            add("source", e.source()).add("changed", e.changed());
        } else if (event instanceof ClockSkewSeen e) {
            add("as", e.origin()).add("skew_s", e.skew().toSeconds());
        } else if (event instanceof LintFound e) {
            add("id", e.id()).add("actionable", e.actionable());
            text(e.text());
        } else if (event instanceof EventsLost e) {
            add("count", e.count());
        }
    }

    private void failure(EventFailure failure) {
        add("code", failure.code()).add("kind", failure.kind()).add("hint", failure.hint());
        add("error", failure.error()).add("status", failure.status()).add("retryable", failure.retryable());
        add("as", failure.origin());
        failure.correlationIds().forEach((header, id) -> add("id." + header, id));
        text(failure.message());
    }

    private EventLine add(String key, Object value) {
        line.append(line.isEmpty() ? "" : " ").append(shown(key)).append('=').append(shown(value.toString()));
        return this;
    }

    private void text(String text) {
        line.append(" - ");
        text.chars().forEach(c -> line.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
    }

    private static String shown(String value) {
        StringBuilder shown = new StringBuilder();
        value.chars().limit(256).forEach(c -> shown.append(c > ' ' && c < 0x7f ? (char) c : c == ' ' ? '_' : '?'));
        return shown.toString();
    }
}
