package io.reactortoken.secrets.vault;

import io.reactortoken.oauth2.internal.answer.RetryAfter;
import io.reactortoken.oauth2.internal.body.Malformed;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An answer of Vault's, whatever its status. Says what a refusal means where that does not depend on what was asked. */
final class VaultAnswer {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int DENIED = 403;
    private static final int NOT_FOUND = 404;

    private final TransportResponse response;
    private final String origin;
    private final VaultJson body;

    private VaultAnswer(TransportResponse response, String origin, VaultJson body) {
        this.response = response;
        this.origin = origin;
        this.body = body;
    }

    static VaultAnswer of(TransportResponse response, String origin) {
        try {
            return new VaultAnswer(response, origin, VaultJson.read(response));
        } catch (Malformed malformed) {
            if (response.status() == OK) {
                throw VaultFailure.passing(
                        OK,
                        "got an answer from " + origin + " that is not Vault's JSON",
                        "is it Vault's address? a proxy or a login page in between?");
            }
            return new VaultAnswer(response, origin, VaultJson.of(Map.of()));
        }
    }

    boolean isOk() {
        return response.status() == OK;
    }

    boolean isNotFound() {
        return response.status() == NOT_FOUND;
    }

    int status() {
        return response.status();
    }

    VaultJson body() {
        return body;
    }

    /**
     * What a refusal means.
     *
     * @param what what was asked for, after the secret's name: "could not be read"
     * @param check what to look at where Vault says no to this very request
     */
    VaultFailure refusal(String what, String check) {
        int status = response.status();
        return switch (status) {
            case BAD_REQUEST, DENIED -> VaultFailure.lasting(status, what + ": " + origin + " refused", check);
            case NOT_FOUND ->
                VaultFailure.lasting(status, what + ": " + origin + " knows no such path", "check mount and namespace");
            case 412 -> passing(what + ": this node of Vault is behind", "it catches up by itself");
            case 429 -> passing(what + ": Vault throttles", "a rate limit quota; share the source, raise maxAge");
            case 472, 473 ->
                passing(
                        what + ": this node of Vault is a standby",
                        "use the address of the active node, or of the cluster");
            case 503 ->
                body.mentions("errors", "sealed")
                        ? passing(what + ": Vault at " + origin + " is sealed", "somebody must unseal it")
                        : passing(what + ": Vault at " + origin + " is not available", "sealed, or under maintenance?");
            default ->
                status >= 500
                        ? passing(what + ": Vault at " + origin + " failed", "see Vault's log")
                        : VaultFailure.lasting(status, what + ": " + origin + " refused", check);
        };
    }

    private VaultFailure passing(String what, String check) {
        Optional<Duration> wait = RetryAfter.of(response, Instant.now()).map(RetryAfter::delay);
        return VaultFailure.passing(response.status(), what, check).retryAfter(wait);
    }

    /** Tells the status. */
    @Override
    public String toString() {
        return "VaultAnswer[" + response.status() + "]";
    }
}
