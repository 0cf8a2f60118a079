package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.FakeAnswer;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {

    private static final String TOKEN = "CNRY-tok-8d1f60a7";
    private static final String ANSWER = "{\"access_token\":\"" + TOKEN
            + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"orders:read orders:write\"}";

    @TempDir
    Path directory;

    @AutoClose
    TlsServer at;

    @BeforeEach
    void start() {
        at = new TlsServer(directory);
    }

    @Test
    @DisplayName("token tells type, expiry and scope, and not the token")
    void tells() {
        at.server.answer(FakeAnswer.json(200, ANSWER));
        Ran ran = Ran.of(at.args("token", "--scope", "orders:read", "--scope", "orders:write"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("type      Bearer", "scope     orders:read orders:write", "17 characters, not shown")
                .containsPattern("expires   20\\d\\d-\\d\\d-\\d\\dT[0-9:]{8}Z, (59 min \\d+ s|60 min) from now");
        assertThat(ran.all()).doesNotContain(TOKEN, TlsServer.SECRET);
        assertThat(at.server.onlyRequest().basicPassword()).contains(TlsServer.SECRET);
        assertThat(at.server.onlyRequest().form("scope")).contains("orders:read orders:write");
    }

    @Test
    @DisplayName("token --reveal shows the token")
    void reveals() {
        at.server.answer(FakeAnswer.json(200, ANSWER));
        assertThat(Ran.of(at.args("token", "--reveal")).out()).contains("token     " + TOKEN);
    }

    @Test
    @DisplayName("token --json prints one object, with the token only where it was asked for")
    void json() {
        at.server.answer(FakeAnswer.json(200, ANSWER), FakeAnswer.json(200, ANSWER));
        Ran ran = Ran.of(at.args("token", "--json"));
        assertThat(ran.out())
                .startsWith("{\"type\":\"Bearer\",\"expires_at\":\"20")
                .contains("\"scopes\":[\"orders:read\",\"orders:write\"],\"length\":17}")
                .doesNotContain(TOKEN);
        assertThat(Ran.of(at.args("token", "--json", "--reveal")).out()).contains("\"token\":\"" + TOKEN + "\"");
    }

    @Test
    @DisplayName("all that the request can say is said")
    void sends() {
        Ran ran = Ran.of(at.args(
                "token",
                "--auth",
                "post",
                "--resource",
                "https://api.example.com",
                "--audience",
                "orders",
                "--param",
                "tenant=acme"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(at.server.onlyRequest().form("client_secret")).contains(TlsServer.SECRET);
        assertThat(at.server.onlyRequest().form("resource")).contains("https://api.example.com");
        assertThat(at.server.onlyRequest().form("audience")).contains("orders");
        assertThat(at.server.onlyRequest().form("tenant")).contains("acme");
    }

    @Test
    @DisplayName("a refusal is one message, where to read on, and exit code 2")
    void refused() {
        at.server.answer(FakeAnswer.error(401, "invalid_client"), FakeAnswer.error(401, "invalid_client"));
        Ran ran = Ran.of(at.args("token"));
        assertThat(ran.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("error: OAE the token endpoint refused: invalid_client")
                .contains("read docs/errors.md#h-client");
        assertThat(ran.err().lines())
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(80 + directory.toString().length()));
        assertThat(Ran.of(at.args("token", "--json")).out())
                .startsWith("{\"error\":{\"code\":\"OAE\",\"hint\":\"H-CLIENT\",\"status\":401,");
        assertThat(ran.all()).doesNotContain(TlsServer.SECRET);
    }

    @Test
    @DisplayName("a secret out of a .env file is used")
    void dotenv() {
        Path file = TlsServer.write(directory.resolve(".env"), "OTHER=x\nBILLING=" + TlsServer.SECRET + "\n");
        Ran ran = Ran.of(
                "token",
                "--issuer",
                at.server.uri("").toString(),
                "--client-id",
                "billing",
                "--ca",
                at.authority.toString(),
                "--secret",
                "dotenv:" + file + "#BILLING");
        // no metadata there: what counts is that the issuer was asked
        assertThat(ran.code()).isEqualTo(ExitCode.ERROR);
        assertThat(at.server.requests().get(0).target()).isEqualTo("/.well-known/openid-configuration");
        Ran direct = Ran.of(
                "token",
                "--token-uri",
                at.server.tokenUri().toString(),
                "--client-id",
                "billing",
                "--ca",
                at.authority.toString(),
                "--secret",
                "dotenv:" + file + "#BILLING");
        assertThat(direct.code()).as(direct.err()).isZero();
        assertThat(at.server.requests().get(at.server.requests().size() - 1).basicPassword())
                .contains(TlsServer.SECRET);
    }
}
