package io.reactortoken.secrets.aws;

import io.reactortoken.secrets.testing.Loopback;
import io.reactortoken.secrets.testing.Loopback.Answer;
import io.reactortoken.secrets.testing.Loopback.Request;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/**
 * A double of AWS Secrets Manager: GetSecretValue as its API reference documents it. AWS JSON 1.1, errors with
 * {@code __type}, and a signature that is checked.
 */
final class FakeSecretsManager implements AutoCloseable {

    static final String KEY_ID = "AKIDEXAMPLE";
    static final String KEY = "CNRY-aws-key-1b7e40d29c";
    private static final String REGION = "eu-central-1";
    private static final Pattern MEMBER = Pattern.compile("\"(SecretId|VersionStage)\":\"([^\"]*)\"");

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private final Queue<Answer> scripted = new ConcurrentLinkedQueue<>();
    private final SignatureV4 signature = new SignatureV4(KEY_ID, KEY);
    private final Loopback server = Loopback.http(this::answer);
    private int before;

    /** Stores a value: its members after the names, for instance {@code "SecretString":"x"}. */
    void put(String secretId, String stage, String versionId, String members) {
        values.put(secretId + "@" + stage, "\"VersionId\":\"" + versionId + "\"," + members);
    }

    /** Answers the next requests so. */
    void answer(Answer... answers) {
        scripted.addAll(new ArrayDeque<>(List.of(answers)));
    }

    static Answer error(int status, String type) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", "7a1f-request"),
                "{\"__type\":\"" + type + "\",\"Message\":\"CNRY-message-of-the-server\"}");
    }

    private Answer answer(Request request) {
        if (!request.method().equals("POST")
                || !request.target().equals("/")
                || !request.header("X-Amz-Target").orElse("").equals("secretsmanager.GetSecretValue")
                || !request.header("Content-Type").orElse("").equals("application/x-amz-json-1.1")) {
            return error(400, "UnknownOperationException");
        }
        if (!signature.signs(request, REGION, "secretsmanager")) {
            return error(400, "InvalidSignatureException");
        }
        Answer next = scripted.poll();
        return next == null ? value(request) : next;
    }

    private Answer value(Request request) {
        String id = "";
        String stage = "AWSCURRENT";
        Matcher members = MEMBER.matcher(request.body());
        while (members.find()) {
            id = members.group(1).equals("SecretId") ? members.group(2) : id;
            stage = members.group(1).equals("VersionStage") ? members.group(2) : stage;
        }
        String value = values.get(id + "@" + stage);
        if (value == null) {
            return error(400, "ResourceNotFoundException");
        }
        String body =
                "{\"ARN\":\"arn:aws:secretsmanager:eu-central-1:123456789012:secret:x-a1b2c3\",\"CreatedDate\":1.5E9,"
                        + "\"Name\":\"" + id + "\"," + value + ",\"VersionStages\":[\"" + stage + "\"]}";
        return new Answer(200, Map.of("Content-Type", "application/x-amz-json-1.1"), body);
    }

    /** {@return how many requests came since the last reset} */
    int requests() {
        return server.requests().size() - before;
    }

    /** Forgets what a test stored and scripted. */
    void reset() {
        values.clear();
        scripted.clear();
        before = server.requests().size();
    }

    URI uri() {
        return server.uri();
    }

    /** The real client, which retries at once. */
    SecretsManagerAsyncClient client() {
        return client(KEY);
    }

    SecretsManagerAsyncClient client(String key) {
        return SecretsManagerAsyncClient.builder()
                .region(Region.of(REGION))
                .endpointOverride(server.uri())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, key)))
                .overrideConfiguration(
                        options -> options.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(3)
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build()))
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
