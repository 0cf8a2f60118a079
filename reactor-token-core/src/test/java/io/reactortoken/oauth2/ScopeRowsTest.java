package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.MemberFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2.5 of the catalogue. Requested is always orders:read orders:write. */
class ScopeRowsTest {

    @ParameterizedTest(name = "{0}, R6749-18: {1} grants {2}, {4} says: {3}", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "TE-095; null; orders:read,orders:write; -; nobody",
                "TE-097; \"a orders:read orders:write\"; a,orders:read,orders:write; granted without being asked for: a; DEBUG",
                "TE-098; \"orders:write orders:read\"; orders:write,orders:read; -; nobody",
                "TE-098; \" orders:write  orders:read orders:write \"; orders:write,orders:read; -; nobody",
                "TE-099; [\"orders:write\",\"orders:read\"]; orders:write,orders:read; the scope is an array; DEBUG",
                "TE-099; [\"orders:read orders:write\"]; orders:read,orders:write; the scope is an array; DEBUG",
                "TE-099; []; ''; not granted: orders:read orders:write; WARN",
                "TE-100; \"orders:read,orders:write\"; orders:read|orders:write; scopes are separated by a space; WARN",
                "TE-101; \"\"; ''; granted: nothing; WARN",
                "TE-102; \"Orders:Read orders:write\"; Orders:Read,orders:write; scopes are case-sensitive; WARN"
            })
    void readsTheScope(String row, String json, String expected, String said, String level) {
        Ask ask = Ask.plainly();
        String joined = String.join(",", ask.grantedBy(with("scope", json)).scopes());
        assertThat(joined).isEqualTo(expected.replace('|', ','));
        if (said == null) {
            assertThat(ask.log()).isEmpty();
        } else {
            assertThat(ask.log()).anyMatch(line -> line.startsWith(level + " ") && line.contains(said));
            assertThat(ask.warnings()).hasSize(level.equals("WARN") ? 1 : 0);
        }
    }

    @Test
    @DisplayName("TE-103, R6749-42: line feeds and escapes are kept as they are, and not shown")
    void cleansWhatIsShown() {
        Ask ask = Ask.plainly();
        assertThat(ask.grantedBy(with("scope", "\"orders:read orders:write a\\r\\nb\""))
                        .scopes())
                .contains("a\r\nb");
        assertThat(ask.remarks()).singleElement().asString().contains("asked for: a??b");
        assertThat(ask.grantedBy(with("scope", "\"\\u001b[31m\"")).scopes()).containsExactly("\u001b[31m");
        assertThat(ask.warnings()).singleElement().asString().contains("granted: ?[31m");
    }

    @Test
    @DisplayName("TE-103: a scope of a megabyte is kept as it is, and shown in part")
    void capsWhatIsShown() {
        Ask ask = Ask.plainly();
        assertThat(ask.grantedBy(with("scope", "\"" + "s".repeat(1_000_000) + "\""))
                        .scopes())
                .containsExactly("s".repeat(1_000_000));
        assertThat(ask.warnings()).singleElement().asString().contains("sss").hasSizeLessThan(700);
    }

    @Test
    @DisplayName("R6749-17: two requests for one set of scopes are granted the same; case makes another set")
    void comparesSets() {
        Set<String> granted = scopes("a", "b");
        assertThat(scopes("b", "a", "b")).isEqualTo(granted);
        assertThat(scopes("a", "B")).isNotEqualTo(granted);
    }

    private static Set<String> scopes(String... requested) {
        return Ask.by(OAuth2.clientCredentials(Ask.URI).scope(requested))
                .grantedBy(RecordingTransport.GRANTED)
                .scopes();
    }

    @Test
    @DisplayName("TE-095, R6749-18: no scope means what was requested")
    void grantsWhatWasRequested() {
        assertThat(Ask.granted(RecordingTransport.GRANTED).scopes()).containsExactly("orders:read", "orders:write");
    }

    @ParameterizedTest(name = "TE-099: {0} is no scope", quoteTextArguments = false)
    @ValueSource(strings = {"[1]", "[\"a\",{\"b\":[]},\"c\"]", "7", "{\"a\":\"b\"}", "true", "[null]"})
    void refusesWhatIsNoScope(String json) {
        TokenException error = Ask.refused(200, with("scope", json));
        assertThat(error.code()).isEqualTo(Code.MTR);
        assertThat(error.failure().kind()).contains(FailureKind.BAD_TYPE);
    }

    @ParameterizedTest(name = "{0}: {1} is too little for those who require all", quoteTextArguments = false)
    @CsvSource(
            delimiter = ';',
            value = {
                "TE-101; \"\"; orders:read orders:write; granted: nothing",
                "TE-102; \"orders:read ORDERS:write\"; orders:write; scopes are case-sensitive",
                "TE-100; \"orders:read,orders:write\"; orders:read orders:write; a comma is part of one",
                "R6749-19; \"orders:read\"; orders:write; granted: orders:read; may the client have it?"
            })
    void requiresAllScopes(String row, String json, String missing, String hint) {
        Ask ask = Ask.with(request -> request.answers(AnswerPolicy.strict().requireAllScopes()));
        TokenException error = ask.refusedBy(200, with("scope", json));
        assertThat(error).isInstanceOf(TokenEndpointException.class);
        assertThat(error.code()).isEqualTo(Code.SCP);
        assertThat(error.retryable()).isFalse();
        assertThat(error)
                .message()
                .startsWith("SCP the server did not grant " + missing + " (")
                .contains(hint)
                .endsWith("[H-SCOPE]");
        assertThat(ask.transport.requests).hasSize(1);
    }

    @ParameterizedTest(name = "R6749-19: {0} is enough for those who require all", quoteTextArguments = false)
    @ValueSource(strings = {"null", "\"orders:write orders:read\"", "\"a orders:write orders:read b\""})
    void grantsAllScopes(String json) {
        Ask ask = Ask.with(request -> request.answers(AnswerPolicy.strict().requireAllScopes()));
        assertThat(ask.grantedBy(with("scope", json)).scopes()).contains("orders:read", "orders:write");
    }
}
