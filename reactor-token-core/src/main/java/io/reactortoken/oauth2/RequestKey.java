package io.reactortoken.oauth2;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.oauth2.internal.answer.AnswerRules;
import io.reactortoken.transport.TokenTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every input that changes the token, each a part of its own: nothing is joined into a text, so that no two can run into
 * each other (CF-41). Credentials count by the identity of their source, or by what the source says it equals; a secret
 * is not read for it.
 *
 * @param server the token URI to the byte, or the issuer
 * @param grant with its own tokens and assertions
 * @param scopes a set
 * @param resources in the order in which they are sent, as are the audiences
 * @param transport a client certificate is part of it
 */
record RequestKey(
        Object server,
        Grant grant,
        Client client,
        Set<String> scopes,
        List<String> resources,
        List<String> audiences,
        Map<String, String> parameters,
        Map<String, SecretSource> secretParameters,
        AnswerRules answers,
        @Nullable TokenTransport transport,
        boolean plaintextAllowed) {

    /**
     * Who asks. The name and the notes are part of it: errors show them.
     *
     * @param fallback how long a secret before may stand in
     * @param authentication null for whatever fits the server
     */
    record Client(
            String name,
            RegistrationNotes notes,
            String id,
            @Nullable SecretSource idSource,
            @Nullable SecretSource secret,
            Duration fallback,
            @Nullable ClientAuthentication authentication) {}

    /** A token URI is kept to the byte; {@link java.net.URI} takes some that differ for equal. */
    private record Uri(String text) {}

    static RequestKey of(RequestParts parts) {
        return new RequestKey(
                parts.issuer == null ? new Uri(String.valueOf(parts.tokenUri)) : parts.issuer.key(),
                parts.grant,
                new Client(
                        parts.name,
                        parts.notes,
                        parts.clientId,
                        parts.clientIdSource,
                        parts.secret,
                        parts.fallbackToPreviousSecret,
                        parts.authentication),
                parts.scopes,
                parts.resources,
                parts.audiences,
                parts.parameters,
                parts.secretParameters,
                parts.answers.rules(),
                parts.transport,
                parts.plaintextAllowed);
    }

    /** Tells nothing: parameters may hold what should not be shown. */
    @Override
    public String toString() {
        return "RequestKey";
    }
}
