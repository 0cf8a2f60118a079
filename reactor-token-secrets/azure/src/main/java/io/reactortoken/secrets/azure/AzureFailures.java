package io.reactortoken.secrets.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.oauth2.internal.answer.RetryAfter;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the SDK signals, as an error of ours. The SDK's exceptions hold the request with its token, so none of them becomes
 * a cause; of what the vault wrote only the status, known codes and the request id are told.
 */
final class AzureFailures {

    private static final int SERVER_ERROR = 500;

    private final String secret;

    AzureFailures(String secret) {
        this.secret = secret;
    }

    TokenException of(Throwable error) {
        Optional<TokenException> own = own(error);
        if (own.isPresent()) {
            return withoutToken(own.get());
        }
        if (error instanceof HttpResponseException answered && answered.getResponse() != null) {
            HttpResponse response = answered.getResponse();
            return exception(placed(answered(response, answered.getValue()), response));
        }
        if (error instanceof ClientAuthenticationException) {
            return exception(passing(
                    "could not be read: the credential got no token",
                    "on which identity does it run? the SDK's own log says more: "
                            + error.getClass().getName()));
        }
        return exception(passing(
                "could not be read: " + root(error).getClass().getName(),
                "is the vault reachable from here? name, network, proxy, private endpoint, TLS"));
    }

    /** CS-16: the vault's own token may come from this library, and then its error explains most. */
    private static Optional<TokenException> own(Throwable error) {
        @Nullable Throwable cause = error;
        for (int i = 0; i < 10 && cause != null; i++) {
            if (cause instanceof TokenException known) {
                return Optional.of(known);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private TokenException withoutToken(TokenException error) {
        if (error.code() == Code.REN) {
            return error;
        }
        String what = "could not be read: there is no token for the vault";
        String check = "the cause says why: " + error.code().label();
        return TokenCredentialException.of(error.retryable() ? passing(what, check) : lasting(what, check), error);
    }

    private TokenFailure answered(HttpResponse response, @Nullable Object body) {
        int status = response.getStatusCode();
        return switch (status) {
            case 401 ->
                lasting(
                        "may not be read: the vault did not accept the token",
                        "is the credential of the vault's own tenant, and is the token for this cloud?");
            case 403 -> forbidden(String.valueOf(body));
            case 404 ->
                lasting(
                        "does not exist, or is deleted",
                        "check the name, the version and the vault; a deleted one can be recovered for a while");
            case 408 -> passing("was not read in time", "see the vault's metrics");
            case 429 ->
                retryAfter(
                        passing(
                                "was not read, because the vault throttles",
                                "fewer reads: share the source, raise maxAge"),
                        response);
            default ->
                status >= SERVER_ERROR
                        ? retryAfter(passing("was not read, because the vault failed", "see Azure's status"), response)
                        : lasting("was refused", "check the name: letters, digits and dashes");
        };
    }

    /** One status, and what it means stands in a code inside the body. */
    private TokenFailure forbidden(String body) {
        if (body.contains("SecretDisabled")) {
            return lasting("is disabled", "enable it, or put a new version into the vault");
        }
        if (body.contains("ForbiddenByFirewall") || body.contains("ForbiddenByConnection")) {
            return lasting(
                    "may not be read from here", "the vault's firewall or private endpoint lets nobody in from here");
        }
        return lasting(
                "may not be read by this identity",
                "it needs the role Key Vault Secrets User, or the access policy get; a new role takes minutes to count");
    }

    private static TokenFailure retryAfter(TokenFailure failure, HttpResponse response) {
        @Nullable String header = response.getHeaderValue(HttpHeaderName.RETRY_AFTER);
        TransportResponse answer = new TransportResponse(
                response.getStatusCode(),
                header == null ? Map.of() : Map.of("Retry-After", List.of(header)),
                new byte[0]);
        return RetryAfter.of(answer, Instant.now())
                .map(RetryAfter::delay)
                .map(failure::retryAfter)
                .orElse(failure);
    }

    private static TokenFailure placed(TokenFailure failure, HttpResponse response) {
        @Nullable String id = response.getHeaderValue(HttpHeaderName.X_MS_REQUEST_ID);
        return failure.status(response.getStatusCode())
                .correlationIds(id == null ? Map.of() : Map.of("x-ms-request-id", id));
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        for (int i = 0; i < 10 && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root;
    }

    TokenCredentialException notYet(OffsetDateTime notBefore, Duration wait) {
        return exception(passing("is not valid before " + notBefore, "the last good version is used until then")
                .retryAfter(wait));
    }

    TokenCredentialException permanent(String what, String check) {
        return exception(lasting(what, check));
    }

    private TokenFailure lasting(String what, String check) {
        return TokenFailure.of(Code.CRD_P, secret + " " + what).hint("H-AZURE", check);
    }

    private TokenFailure passing(String what, String check) {
        return TokenFailure.of(Code.CRD_T, secret + " " + what)
                .hint("H-AZURE", check)
                .transientFailure();
    }

    private static TokenCredentialException exception(TokenFailure failure) {
        return TokenCredentialException.of(failure, null);
    }
}
