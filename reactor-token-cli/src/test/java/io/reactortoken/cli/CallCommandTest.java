package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.FakeAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallCommandTest {

    private static final String FIRST = "CNRY-tok-first-11aa22bb";
    private static final String SECOND = "CNRY-tok-second-33cc44dd";

    @TempDir
    Path directory;

    @AutoClose
    TlsServer at;

    @BeforeEach
    void start() {
        at = new TlsServer(directory);
    }

    /** The fake is both: it answers on every path. */
    private Ran call(String target, String... more) {
        String[] rest = new String[more.length + 1];
        rest[0] = at.server.uri(target).toString();
        System.arraycopy(more, 0, rest, 1, more.length);
        return Ran.of(at.args("call", rest));
    }

    private static FakeAnswer answer(int status, String body, String... headers) {
        return FakeAnswer.http(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    @Test
    @DisplayName("call shows the request, the answer and its body, and hides token and cookies")
    void shows() {
        at.server.answer(
                FakeAnswer.token(FIRST),
                answer(200, "{\"echo\":\"" + FIRST + "\"}", "Set-Cookie: sid=CNRY-cookie", "X-Echo: " + FIRST));
        Ran ran = call("/orders?key=CNRY-query");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("> GET /orders?..\n")
                .containsIgnoringCase("> authorization: Bearer [hidden]\n")
                .contains("< HTTP 200\n", "< Set-Cookie: [hidden]\n", "< X-Echo: [hidden]\n", "{\"echo\":\"[hidden]\"}")
                .doesNotContain("CNRY");
        assertThat(at.server.requests().get(1).header("Authorization")).contains("Bearer " + FIRST);
        assertThat(at.server.requests().get(1).target()).isEqualTo("/orders?key=CNRY-query");
    }

    @Test
    @DisplayName("call replays after a 401, and tells that it did")
    void replays() {
        at.server.answer(
                FakeAnswer.token(FIRST),
                answer(401, "", "WWW-Authenticate: Bearer error=\"invalid_token\""),
                FakeAnswer.token(SECOND),
                answer(200, "fine"));
        Ran ran = call("/orders");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("* sent 2 times", "< HTTP 200", "fine").doesNotContain("CNRY");
        assertThat(at.server.requests()).hasSize(4);
        assertThat(at.server.requests().get(3).header("Authorization")).contains("Bearer " + SECOND);
    }

    @Test
    @DisplayName("an API that says no is a finding")
    void refused() {
        at.server.answer(FakeAnswer.token(FIRST), answer(403, "no\u001b[2Jway"));
        Ran ran = call("/orders");
        assertThat(ran.code()).isEqualTo(ExitCode.FINDING);
        assertThat(ran.out()).contains("< HTTP 403", "no?[2Jway");
    }

    @Test
    @DisplayName("a long body is cut")
    void cut() {
        at.server.answer(FakeAnswer.token(FIRST), answer(200, "x".repeat(ApiCall.MOST_BYTES * 3)));
        Ran ran = call("/orders", "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("\"body\":\"" + "x".repeat(ApiCall.MOST_BYTES) + "\",\"body_cut\":true}")
                .contains("\"status\":200,\"sent\":1,");
    }

    @Test
    @DisplayName("no token, no call")
    void noToken() {
        at.server.answer(FakeAnswer.error(400, "invalid_scope"));
        Ran ran = call("/orders");
        assertThat(ran.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ran.err()).contains("H-SCOPE", "docs/errors.md#h-scope");
        assertThat(at.server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("a plain http API is refused before anything is sent")
    void plaintext() {
        Ran ran = Ran.of(at.args("call", "http://127.0.0.1:1/orders"));
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("must not travel in plain text");
        assertThat(at.server.requests()).isEmpty();
    }
}
