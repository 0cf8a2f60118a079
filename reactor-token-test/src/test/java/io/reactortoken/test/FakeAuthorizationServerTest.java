package io.reactortoken.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FakeAuthorizationServerTest {

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.start();

    private final HttpClient client = HttpClient.newHttpClient();

    private static HttpRequest.Builder post(URI uri, String form) {
        return HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        return client.send(
                post(server.tokenUri(), "grant_type=client_credentials").build(), BodyHandlers.ofString());
    }

    @Test
    void grantsANewTokenEachTime() throws Exception {
        assertThat(ask().body()).isEqualTo("{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        assertThat(ask().body()).contains("\"t2\"");
    }

    @Test
    void answersByTheScriptAndThenAsBefore() throws Exception {
        server.answer(FakeAnswer.error(401, "invalid_client"), FakeAnswer.status(503, "Retry-After: 5"));

        HttpResponse<String> refused = ask();
        HttpResponse<String> busy = ask();

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.headers().firstValue("retry-after")).hasValue("5");
        assertThat(ask().body()).contains("\"t1\"");
    }

    @Test
    void answersByARule() throws Exception {
        server.otherwise(request ->
                FakeAnswer.token("for-" + request.form("grant_type").orElse("nobody"), Duration.ofSeconds(9)));

        assertThat(ask().body()).contains("\"for-client_credentials\"").contains("\"expires_in\":9}");
    }

    @Test
    void aRuleThatThrowsIsAnError() throws Exception {
        server.otherwise(request -> {
            throw new IllegalStateException("no rule for this");
        });

        assertThat(ask().body()).contains("script failed").contains("no rule for this");
    }

    @Test
    void showsWhatItWasAsked() throws Exception {
        String pair = "client%3A1:p%2Bw+%C3%BC";
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        HttpRequest request = post(
                        server.uri("/realms/x/token?tenant=a%2Fb"), "scope=a+b&resource=x&resource=%26&empty=")
                .header("Authorization", basic)
                .build();

        client.send(request, BodyHandlers.ofString());

        FakeRequest received = server.onlyRequest();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.target()).isEqualTo("/realms/x/token?tenant=a%2Fb");
        assertThat(received.header("content-TYPE")).hasValue("application/x-www-form-urlencoded");
        assertThat(received.headers()).containsEntry("Authorization", List.of(basic));
        assertThat(received.form("scope")).hasValue("a b");
        assertThat(received.form()).containsEntry("resource", List.of("x", "&")).containsEntry("empty", List.of(""));
        assertThat(received.basicUser()).hasValue("client:1");
        assertThat(received.basicPassword()).hasValue("p+w ü");
        assertThat(received.clientCertificate()).isEmpty();
        assertThat(received.toString()).isEqualTo("FakeRequest[POST /realms/x/token, 40 bytes, connection 1]");
    }

    @Test
    void readsChunks() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.tokenUri())
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("a=1&b=2")))
                .build();

        client.send(request, BodyHandlers.ofString());

        assertThat(server.awaitRequest().body()).isEqualTo("a=1&b=2");
    }

    @Test
    void whatWasNotAskedOnceIsToldByName() throws Exception {
        assertThatThrownBy(server::onlyRequest)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there were 0");
        ask();
        ask();
        assertThatThrownBy(server::onlyRequest)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there were 2");
    }

    @Test
    void keepsAConnectionUnlessAskedToCloseIt() throws IOException {
        try (RawClient raw = RawClient.to(server)) {
            int answer = ("HTTP/1.1 200 \r\nContent-Type: application/json\r\nContent-Length: 61\r\n\r\n"
                            + "{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
                    .length();
            assertThat(raw.send(RawClient.REQUEST).read(answer))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("}");

            raw.send("POST /two HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

            assertThat(raw.readAll()).contains("\"t2\"");
        }
        server.awaitNoConnection();
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).extracting(FakeRequest::connection).containsExactly(1, 1);
    }
}
