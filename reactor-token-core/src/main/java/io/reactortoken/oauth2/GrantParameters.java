package io.reactortoken.oauth2;

import io.reactortoken.credential.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a grant for one request, credentials included. Immutable; shows names only. */
final class GrantParameters {

    static final GrantParameters NONE = new GrantParameters(Map.of(), List.of(), null);

    private final Map<String, String> values;
    private final List<Secret> credentials;
    private final @Nullable Instant notAfter;

    private GrantParameters(Map<String, String> values, List<Secret> credentials, @Nullable Instant notAfter) {
        this.values = values;
        this.credentials = credentials;
        this.notAfter = notAfter;
    }

    GrantParameters and(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put(name, value);
        return new GrantParameters(Collections.unmodifiableMap(all), credentials, notAfter);
    }

    GrantParameters and(String name, Secret value) {
        List<Secret> more = new ArrayList<>(credentials);
        more.add(value);
        return new GrantParameters(and(name, value.reveal()).values, Collections.unmodifiableList(more), notAfter);
    }

    /** What is made of it must not live longer. */
    GrantParameters notAfter(Instant end) {
        Instant earlier = notAfter == null || end.isBefore(notAfter) ? end : notAfter;
        return new GrantParameters(values, credentials, earlier);
    }

    Map<String, String> values() {
        return values;
    }

    /** What was sent that is a credential, in the order in which it was added. */
    List<Secret> credentials() {
        return credentials;
    }

    @Nullable
    Instant notAfter() {
        return notAfter;
    }

    @Override
    public String toString() {
        return "GrantParameters" + values.keySet();
    }
}
