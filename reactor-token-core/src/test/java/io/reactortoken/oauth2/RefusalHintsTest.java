package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.request.Environments;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Section 6.3: the hint names what is most likely wrong with this very request. */
class RefusalHintsTest {

    private static final String CANARY = "CNRY-hint-3c4d5e6f";

    private final RecordingTransport transport = new RecordingTransport();

    private String refusal(TokenRequest base, int status, String body) {
        transport.always(RecordingTransport.response(status, body));
        TokenRequest request = base.retry(RetryPolicy.none()).transport(transport);
        StringBuilder message = new StringBuilder();
        StepVerifier.create(request.source().token()).verifyErrorSatisfies(error -> {
            Messages.assertWellFormed(error);
            Leaks.assertNone(error, CANARY);
            assertThat(error).isInstanceOf(TokenException.class);
            message.append(error.getMessage());
        });
        return message.toString();
    }

    private static SecretSource source(String description, String secret) {
        return SecretLoader.of(description, () -> Mono.just(Secret.of(secret))).source();
    }

    private static TokenRequest client(String uri, String id, String description, String secret) {
        return OAuth2.clientCredentials(uri).clientId(id).clientSecret(source(description, secret));
    }

    @ParameterizedTest(name = "{3}")
    @DisplayName("SD-30, SD-31, SD-38 what is odd about a credential that was refused is the hint")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`billing `, CNRY-hint-3c4d5e6f, [H-CLIENT], the client id ends in U+0020",
                "billing, CNRY\u200b-hint-3c4d5e6f, [H-SECRET], holds U+200B at index 4",
                "billing, 'CNRY-hint-3c4d5e6f', [H-SECRET], is in quotes",
                "billing, CNRY-hint%2F3c4d5e6f, [H-DOUBLE], looks percent-encoded already",
                "CNRY-hint-3c4d5e6f-CNRY-hint-3c4d5e6f, billing, [H-SWAP], are the two exchanged?",
                "billing, CNRY-hint-3c4d5e6f, [H-CLIENT], check id and secret"
            })
    void credentials(String id, String secret, String hint, String says) {
        TokenRequest request =
                client("https://id.example.com/token", id, "a store", secret).name("orders");
        assertThat(refusal(request, 401, "{\"error\":\"invalid_client\"}"))
                .contains(says)
                .endsWith(hint);
    }

    @ParameterizedTest(name = "{0} for {1}")
    @DisplayName("SD-32 H-ENV: a credential of production at another server, or the other way round")
    @CsvSource({
        "https://qa.id.example.com/token, file:/run/secrets/prod/billing, prod, qa",
        "https://id.example.com/realms/staging/token, env:BILLING_PRD_SECRET, prod, staging",
        "https://id-production.example.com/token, vault:kv/uat/billing, uat, prod"
    })
    void environments(String uri, String source, String credential, String endpoint) {
        assertThat(refusal(client(uri, "billing", source, CANARY), 401, "{\"error\":\"invalid_client\"}"))
                .contains("the secret from " + source + " looks like " + credential, " like " + endpoint + ": ")
                .endsWith("[H-ENV]");
        assertThat(refusal(client(uri, "billing", "a store", CANARY), 401, "")).endsWith("[H-CLIENT]");
    }

    @Test
    @DisplayName("SD-32 the client id may tell the environment too")
    void environmentOfTheId() {
        TokenRequest request = client("https://qa.example.com/token", "billing-prod", "a store", CANARY);
        assertThat(refusal(request, 401, "{\"error\":\"invalid_client\"}"))
                .contains("the client id looks like prod, the token URI like qa")
                .endsWith("[H-ENV]");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("SD-32 only whole words tell an environment, and only one")
    @CsvSource({
        "https://prod.example.com/x, prod",
        "products.example.com, ''",
        "/dev/shm/secret, ''",
        "latest, ''",
        "qa/prod, ''",
        "ORDERS_PRODUCTION_SECRET, prod"
    })
    void words(String name, String environment) {
        assertThat(Environments.of(name).orElse("")).isEqualTo(environment);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("SD-24, SD-33 H-SCOPE: what the scope looks like, and what the metadata offers")
    @CsvSource({
        "Orders:Read, Orders:Read differs only in case from the server's orders:read",
        "admin:internal, admin:internal lacks what stands before it in the server's rs-p2/admin:internal",
        "ordres:read, ordres:read is not among the server's orders:read rs-p2/admin:internal",
        "'orders:read,orders:write', holds a comma",
        "rs-p2%2Fadmin:internal, looks percent-encoded already",
        "orders:read, requested: orders:read; case matters; does the server want a prefix?"
    })
    void scopes(String scope, String says) {
        Discovery discovery = new Discovery();
        discovery.document(",\"scopes_supported\":[\"orders:read\",7,\"rs-p2/admin:internal\"]");
        discovery.transport.then(400, "{\"error\":\"invalid_scope\"}");
        TokenException error = discovery.refused(discovery.request().scope(scope));
        assertThat(error).message().contains(says).endsWith("[H-SCOPE]");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("SD-24 scopes in the metadata that are no array of texts are as if they were not there")
    @CsvSource({"'\"orders:read\"'", "'{\"a\":[1]}'", "null", "'[[\"orders:write\"],{}]'"})
    void oddMetadata(String scopes) {
        Discovery discovery = new Discovery();
        discovery.document(",\"scopes_supported\":" + scopes);
        discovery.transport.then(400, "{\"error\":\"invalid_scope\"}");
        TokenException error = discovery.refused(discovery.request().scope("orders:write"));
        assertThat(error).message().contains("requested: orders:write").endsWith("[H-SCOPE]");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("SD-37, SD-43 a status that tells the cause is told so")
    @CsvSource({
        "415, does not take application/x-www-form-urlencoded, [H-REQ]",
        "511, a captive portal, [H-PROXY]",
        "404, check the path of the token URI: /token, [H-REQ]"
    })
    void statuses(int status, String says, String hint) {
        TokenRequest request = client("https://id.example.com/token", "billing", "a store", CANARY);
        assertThat(refusal(request, status, "")).contains(says).endsWith(hint);
    }

    @Test
    @DisplayName("a page that is not there is a matter of the path, also where the server has an error code for it")
    void absent() {
        TokenRequest request = client("https://id.example.com/token", "billing", "a store", CANARY);
        assertThat(refusal(request, 404, "{\"error\":\"HTTP 404 Not Found\"}"))
                .contains("check the path of the token URI: /token")
                .endsWith("[H-REQ]");
    }

    @Test
    @DisplayName(
            "SD-18 a page with a 403 is a matter of the path first: a server answers so to a path it does not know")
    void page() {
        TokenRequest request = client("https://id.example.com/tokn", "billing", "a store", CANARY);
        assertThat(refusal(request, 403, "<html>"))
                .contains("a page came back: check the path of the token URI: /tokn; else it was blocked")
                .endsWith("[H-WAF]");
    }
}
