package io.reactortoken;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the answer; cleaned, bounded, and without anything that a server says of its own accord. */
record FailureAnswer(
        int status,
        @Nullable FailureKind kind,
        String error,
        Map<String, String> correlationIds,
        @Nullable Duration clockSkew,
        @Nullable Instant sentAt) {

    static final FailureAnswer NONE = new FailureAnswer(0, null, "", Map.of(), null, null);

    private static final int MOST_IDS = 8;
    private static final int LONGEST_ID = 128;

    FailureAnswer withStatus(int code) {
        return new FailureAnswer(code, kind, error, correlationIds, clockSkew, sentAt);
    }

    FailureAnswer withKind(FailureKind detail) {
        return new FailureAnswer(status, detail, error, correlationIds, clockSkew, sentAt);
    }

    FailureAnswer withError(String code) {
        return new FailureAnswer(status, kind, code, correlationIds, clockSkew, sentAt);
    }

    FailureAnswer withCorrelationIds(Map<String, String> ids) {
        Map<String, String> bounded = new LinkedHashMap<>();
        ids.entrySet().stream().limit(MOST_IDS).forEach(id -> bounded.put(id.getKey(), visible(id.getValue())));
        return new FailureAnswer(status, kind, error, Collections.unmodifiableMap(bounded), clockSkew, sentAt);
    }

    FailureAnswer withClockSkew(Duration skew) {
        return new FailureAnswer(status, kind, error, correlationIds, skew, sentAt);
    }

    FailureAnswer withSentAt(Instant instant) {
        return new FailureAnswer(status, kind, error, correlationIds, clockSkew, instant);
    }

    /** The first of the ids; empty if there is none. */
    String id() {
        return correlationIds.values().stream().findFirst().orElse("");
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.chars().limit(LONGEST_ID).forEach(c -> visible.append(c > ' ' && c < 0x7f ? (char) c : '?'));
        return visible.toString();
    }
}
