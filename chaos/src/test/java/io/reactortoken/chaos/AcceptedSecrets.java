package io.reactortoken.chaos;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Which secrets the authorization server takes from a client: two of them while they are rotated. */
final class AcceptedSecrets implements PasswordEncoder {

    private final Map<String, Set<String>> secrets = new ConcurrentHashMap<>();

    void accept(String client, String... accepted) {
        secrets.put(client, Set.of(accepted));
    }

    @Override
    public String encode(@Nullable CharSequence raw) {
        throw new UnsupportedOperationException("what is stored is the client's id");
    }

    @Override
    public boolean matches(@Nullable CharSequence raw, @Nullable String client) {
        return raw != null
                && client != null
                && secrets.getOrDefault(client, Set.of()).contains(raw.toString());
    }
}
