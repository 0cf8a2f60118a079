package io.reactortoken.secrets.aws;

import static java.util.Objects.requireNonNull;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/**
 * Client secrets from AWS Secrets Manager.
 *
 * <p>A secret is loaded when it is first needed and again when it is five minutes old, or when an authorization server
 * refused it, but then at most every ten seconds. A load takes at most ten seconds. While the store fails for the moment,
 * the last good version is used for up to 24 hours. {@link #loading} changes each of these.
 *
 * <p>Immutable and thread-safe: {@link #loading} returns a new value. The identity that the client shows needs
 * {@code secretsmanager:GetSecretValue} for the secret, and {@code kms:Decrypt} if it has a key of its own; no more.
 *
 * @since 0.1.0
 */
public final class AwsSecrets implements AutoCloseable {

    private static final String CURRENT = "AWSCURRENT";

    private final ClientHandle client;
    private final UnaryOperator<SecretLoader> loading;

    private AwsSecrets(ClientHandle client, UnaryOperator<SecretLoader> loading) {
        this.client = client;
        this.loading = loading;
    }

    /**
     * Uses a client: its region, credentials, retries and time limits.
     *
     * @param client stays the caller's, who closes it
     * @return the store
     */
    public static AwsSecrets over(SecretsManagerAsyncClient client) {
        return of(ClientHandle.given(requireNonNull(client, "client")));
    }

    /**
     * Uses a client with the SDK's own defaults: region and credentials from the environment, the profile or the instance.
     * The client is made by the first load, because looking for a region may take a request. A region that is missing is an
     * error of the load ({@code CRD-P}).
     *
     * @return the store; close it when its owner ends
     */
    public static AwsSecrets create() {
        return of(ClientHandle.lazy(SecretsManagerAsyncClient::create));
    }

    private static AwsSecrets of(ClientHandle client) {
        SdkLogs.check();
        return new AwsSecrets(
                client,
                loader -> loader.maxAge(Duration.ofMinutes(5))
                        .reloadInterval(Duration.ofSeconds(10))
                        .maxStale(Duration.ofHours(24))
                        .deadline(Duration.ofSeconds(10)));
    }

    /**
     * Changes how secrets are loaded: how long one is used, how long a load may take, and so on.
     *
     * @param change gets a loader with the settings so far
     * @return a new store with the same client
     */
    public AwsSecrets loading(UnaryOperator<SecretLoader> change) {
        requireNonNull(change, "change");
        return new AwsSecrets(client, loader -> change.apply(loading.apply(loader)));
    }

    /**
     * Returns a source of the current version of a secret ({@code AWSCURRENT}).
     *
     * @param secretId a name, or an ARN for a secret of another account. A secret may be a text, bytes in UTF-8, or a JSON
     *     document: {@link SecretSource#jsonField} takes one member of that
     * @return a new source with a memory of its own; share it. Its versions are AWS's version ids
     */
    public SecretSource secret(String secretId) {
        return source(secretId, CURRENT, "aws-sm:" + secretId);
    }

    /**
     * Returns a source of the version of a secret that has a staging label.
     *
     * @param secretId a name, or an ARN
     * @param stage for instance {@code AWSPENDING}, the version that a rotation has made and not yet finished
     * @return a new source with a memory of its own; share it
     */
    public SecretSource secret(String secretId, String stage) {
        return source(secretId, stage, "aws-sm:" + secretId + "@" + stage);
    }

    private SecretSource source(String secretId, String stage, String description) {
        if (secretId.isBlank() || stage.isBlank()) {
            throw new IllegalArgumentException("the secret's name or its stage is blank");
        }
        GetSecretValueRequest request = GetSecretValueRequest.builder()
                .secretId(secretId)
                .versionStage(stage)
                .build();
        AwsFailures failures = new AwsFailures("the secret " + description, stage);
        return loading.apply(SecretLoader.of(description, () -> load(request, failures)))
                .source();
    }

    /** The SDK looks for credentials on the thread that calls it, and that may take a request to the instance. */
    private Mono<Secret> load(GetSecretValueRequest request, AwsFailures failures) {
        return Mono.defer(() -> Mono.fromFuture(client.get().getSecretValue(request)))
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorMap(failures::of)
                .map(answer -> AwsValue.read(answer, failures));
    }

    /**
     * Closes the client that {@link #create()} made, for every value that was made of it. One that was given stays open.
     * Blocks for some seconds, because the SDK lets its event loops come to rest: not for an event loop of one's own.
     */
    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "AwsSecrets";
    }
}
