package io.reactortoken.secrets.vault;

import io.reactortoken.secrets.testing.Loopback.Answer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of {@link FakeVault} that makes secrets when they are read. They have leases but no clock: a test says when one
 * is over. A lease is renewed by the token by which it was had.
 */
final class FakeLeases {

    static final String SECRET = "CNRY-dynamic-secret-5d21c7";

    private static final Pattern ID = Pattern.compile("\\{\"lease_id\":\"([^\"]+)\"}");

    /** The tokens by which they were had, by their ids. */
    final Map<String, String> open = new ConcurrentHashMap<>();

    private final AtomicInteger made = new AtomicInteger();

    volatile int ttl = 3_600;
    volatile int renewal = 3_600;
    volatile boolean renewable = true;

    /** Empty for what is no role of the engine. */
    Optional<Answer> read(String path, String token) {
        if (!path.startsWith("azure/creds/")) {
            return Optional.empty();
        }
        int number = made.incrementAndGet();
        String id = path + "/lease" + number;
        open.put(id, token);
        return Optional.of(Answer.json(
                200,
                "{\"request_id\":\"1\",\"lease_id\":\"" + id + "\",\"renewable\":" + renewable
                        + ",\"lease_duration\":" + ttl + ",\"data\":{\"client_id\":\"id" + number
                        + "\",\"client_secret\":\"" + SECRET + number + "\"},\"wrap_info\":null,\"auth\":null}"));
    }

    Answer renew(String body, String token) {
        Matcher id = ID.matcher(body);
        boolean known = id.matches() && token.equals(open.get(id.group(1)));
        return known
                ? Answer.json(
                        200,
                        "{\"lease_id\":\"" + id.group(1) + "\",\"renewable\":" + renewable + ",\"lease_duration\":"
                                + renewal + "}")
                : FakeVault.errors(400, "lease not found");
    }

    int made() {
        return made.get();
    }
}
