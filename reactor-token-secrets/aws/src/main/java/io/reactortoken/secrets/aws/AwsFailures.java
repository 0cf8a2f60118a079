package io.reactortoken.secrets.aws;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What the SDK signals, as an error of ours. The SDK's exceptions hold the raw answer, so none of them becomes a cause;
 * of what the service wrote only its error code and the request id are told.
 */
final class AwsFailures {

    private static final int SERVER_ERROR = 500;
    private static final String CURRENT = "AWSCURRENT";

    private final String secret;
    private final String stage;

    AwsFailures(String secret, String stage) {
        this.secret = secret;
        this.stage = stage;
    }

    TokenCredentialException of(Throwable error) {
        if (error instanceof AwsServiceException answered) {
            return exception(answered(answered));
        }
        if (error instanceof ApiCallTimeoutException || error instanceof ApiCallAttemptTimeoutException) {
            return exception(
                    passing("was not answered within the client's own time limit", "is AWS reachable from here?"));
        }
        if (error instanceof SdkClientException local) {
            return exception(local(local));
        }
        return exception(
                passing("could not be read: " + error.getClass().getName(), "is the client closed, or the store?"));
    }

    private TokenFailure answered(AwsServiceException error) {
        String code = code(error);
        TokenFailure failure = switch (code) {
            case "ResourceNotFoundException" -> notFound();
            case "InvalidRequestException" ->
                lasting(
                        "is marked as deleted, or in another state in which it has no value",
                        "aws secretsmanager restore-secret brings back what is not yet gone");
            case "InvalidParameterException", "ValidationException" ->
                lasting("was asked for in a way that AWS refuses: " + code, "check the name and the stage");
            case "DecryptionFailure", "DecryptionFailureException" ->
                lasting(
                        "cannot be decrypted with its KMS key",
                        "is the key enabled, and may this identity use it (kms:Decrypt)?");
            case "AccessDeniedException" ->
                lasting(
                        "may not be read by this identity",
                        "it needs secretsmanager:GetSecretValue, and kms:Decrypt where the secret has a key of its"
                                + " own; name a secret of another account by its ARN");
            case "ExpiredTokenException", "ExpiredToken" ->
                passing(
                        "was asked for with AWS credentials that have expired",
                        "does whatever renews them still run? instance role, SSO session, session token");
            default -> other(error, code);
        };
        return failure.status(error.statusCode()).correlationIds(ids(error));
    }

    private TokenFailure notFound() {
        return stage.equals(CURRENT)
                ? lasting("does not exist", "check name, region and account; another account's is named by its ARN")
                : lasting("does not exist, or no version has the stage " + stage, "is a rotation under way?");
    }

    private TokenFailure other(AwsServiceException error, String code) {
        if (error.isThrottlingException()) {
            return passing(
                    "was not read, because AWS throttles: " + code, "fewer reads: share the source, raise maxAge");
        }
        if (error.isClockSkewException() || code.equals("RequestExpired")) {
            return passing("was not read, because the clocks are apart: " + code, "check NTP");
        }
        if (error.statusCode() >= SERVER_ERROR) {
            return passing("was not read, because AWS failed: " + code, "see the AWS Health Dashboard");
        }
        return switch (code) {
            case "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "SignatureDoesNotMatch",
                    "IncompleteSignature",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException" ->
                lasting(
                        "was not read, because AWS does not know the access key or the signature: " + code,
                        "check the access key, its secret, and that it belongs to this partition");
            default -> lasting("was refused: " + code, "look the code up in the AWS API reference");
        };
    }

    private TokenFailure local(SdkClientException error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        if (message.contains("Unable to load region")) {
            return lasting("could not be read: no AWS region is set", "set AWS_REGION, or give a client that has one");
        }
        if (message.contains("Unable to load credentials") || message.contains("Failed to load credentials")) {
            return passing(
                    "could not be read: no AWS credentials were found",
                    "looked in environment, profile, web identity, container and instance; on an instance, does its role"
                            + " answer?");
        }
        return passing(
                "could not be read: " + root(error).getClass().getName(),
                "is AWS reachable from here? network, proxy, VPC endpoint, TLS");
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        for (int i = 0; i < 10 && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root;
    }

    /** A name of AWS's own, or nothing: no other text of a server's is told. */
    private static String code(AwsServiceException error) {
        @Nullable
        String code =
                error.awsErrorDetails() == null ? null : error.awsErrorDetails().errorCode();
        return code != null && code.matches("[A-Za-z0-9._]{1,64}") ? code : "no error code";
    }

    private static Map<String, String> ids(AwsServiceException error) {
        @Nullable String id = error.requestId();
        return id == null ? Map.of() : Map.of("x-amzn-requestid", id);
    }

    TokenCredentialException permanent(String what, String check) {
        return exception(lasting(what, check));
    }

    private TokenFailure lasting(String what, String check) {
        return TokenFailure.of(Code.CRD_P, secret + " " + what).hint("H-AWS", check);
    }

    private TokenFailure passing(String what, String check) {
        return TokenFailure.of(Code.CRD_T, secret + " " + what)
                .hint("H-AWS", check)
                .transientFailure();
    }

    private static TokenCredentialException exception(TokenFailure failure) {
        return TokenCredentialException.of(failure, null);
    }
}
