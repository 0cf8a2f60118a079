package io.reactortoken.secrets.aws;

import io.reactortoken.credential.Secret;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** From an answer to a secret: a text, or bytes that are one. */
final class AwsValue {

    private AwsValue() {}

    static Secret read(GetSecretValueResponse answer, AwsFailures failures) {
        String version = answer.versionId() == null ? "" : answer.versionId();
        return text(answer, failures).withVersion(version);
    }

    private static Secret text(GetSecretValueResponse answer, AwsFailures failures) {
        try {
            if (answer.secretString() != null) {
                return Secret.of(answer.secretString());
            }
            if (answer.secretBinary() != null) {
                return Secret.of(answer.secretBinary().asByteArrayUnsafe());
            }
        } catch (IllegalArgumentException malformed) {
            throw failures.permanent(
                    "is not text in UTF-8", "a client secret is text: store it as SecretString, or its text as bytes");
        }
        throw failures.permanent("has neither a SecretString nor a SecretBinary", "put a value into it");
    }
}
