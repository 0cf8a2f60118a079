package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 2.2 to 2.5 of the catalogue. */
class TokenAnswerMembersTest {

    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE / 1_000);

    private static String with(String name, String json) {
        String token = name.equals("access_token") ? json : "\"" + TOKEN + "\"";
        String type = name.equals("token_type") ? json : "\"Bearer\"";
        String rest = name.equals("access_token") || name.equals("token_type") ? "" : ",\"" + name + "\":" + json;
        return "{\"access_token\":" + token + ",\"token_type\":" + type + rest + "}";
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "TE-051, 'CNRY-tok-8d1\\r\\nX-Injected: 1', U+000D at index 12",
        "TE-052, 'a\\nb', U+000A at index 1",
        "TE-052, 'a\\u0000b', U+0000 at index 1",
        "TE-052, 'a\\tb', U+0009 at index 1",
        "TE-052, 'a\\u007f', U+007F at index 1",
        "TE-052, ' a', U+0020 at index 0",
        "TE-052, 'a ', U+0020 at index 1",
        "TE-053, 'a\\u00e9', U+00E9 at index 1",
        "TE-053, '\\uff21', U+FF21 at index 0",
        "TE-053, '\\ud83d\\ude00', U+D83D at index 0",
        "TE-053, 'a\\u202e', U+202E at index 1",
        "TE-053, '\\ufeffa', U+FEFF at index 0",
        "TE-056, 'Bearer CNRY-tok-8d1f60a7', [H-PREFIX]",
        "TE-056, 'bearer CNRY-tok-8d1f60a7', [H-PREFIX]"
    })
    @DisplayName("2.2 a token that may not stand in a header")
    void refusesCharacters(String row, String text, String shown) {
        TokenException error = Ask.refused(200, with("access_token", "\"" + text + "\""));
        assertThat(error.code()).as(row).isEqualTo(Code.MTR);
        assertThat(error).as(row).message().contains(shown);
    }

    @ParameterizedTest(name = "TE-055, TE-061 {0}")
    @ValueSource(strings = {"a|b", "a\\\"b", "a,b", "a:b", "e30.%%%.c2ln", "a\\\\b"})
    @DisplayName("TE-055, TE-061 a token of other visible characters is opaque")
    void acceptsVisibleCharacters(String text) {
        String expected = text.replace("\\\"", "\"").replace("\\\\", "\\");
        assertThat(Ask.granted(with("access_token", "\"" + text + "\"")).reveal())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "TE-057; access_token; 12345678901234",
                "TE-057; access_token; true",
                "TE-057; access_token; {\"access_token\":\"CNRY-tok-8d1f60a7\"}",
                "TE-057; access_token; [\"CNRY-tok-8d1f60a7\"]",
                "TE-057; access_token; null",
                "TE-058; access_token; \"\"",
                "TE-066; token_type; null",
                "TE-066; token_type; \"\"",
                "TE-066; token_type; 1",
                "TE-066; token_type; [\"Bearer\"]",
                "TE-078; expires_in; \" 3600\"",
                "TE-078; expires_in; \"\"",
                "TE-078; expires_in; \"1e3\"",
                "TE-078; expires_in; \"-1\"",
                "TE-078; expires_in; \"CNRY-tok-8d1f60a7\"",
                "TE-078; expires_in; \"\\u0663\"",
                "TE-078; expires_in; \"9999999999999999999\"",
                "TE-079; expires_in; 3600.5",
                "TE-079; expires_in; 1e-3",
                "TE-079; expires_in; 1e-99999999999999",
                "TE-086; expires_in; NaN",
                "TE-086; expires_in; Infinity",
                "TE-086; expires_in; -Infinity",
                "TE-086; expires_in; 03600",
                "TE-086; expires_in; 0x10",
                "TE-086; expires_in; +3600",
                "TE-087; expires_in; true",
                "TE-087; expires_in; []",
                "TE-087; expires_in; {\"a\":[1]}",
                "TE-087; expires_in; [3600]",
                "TE-099; scope; [1]",
                "TE-099; scope; [\"a\",{\"b\":[]},\"c\"]",
                "TE-099; scope; 7",
                "TE-099; scope; {\"a\":\"b\"}"
            })
    @DisplayName("2.2 to 2.5 a member that is not what it should be")
    void refusesTypes(String row, String name, String json) {
        TokenException error = Ask.refused(200, with(name, json));
        assertThat(error.code()).as(row).isEqualTo(Code.MTR);
        assertThat(error.retryable()).as(row).isFalse();
    }

    @Test
    @DisplayName("TE-065 no token_type")
    void refusesAMissingType() {
        assertThat(Ask.refused(200, "{\"access_token\":\"" + TOKEN + "\"}"))
                .message()
                .startsWith("MTR the answer has no token_type");
    }

    @ParameterizedTest(name = "TE-067 {0}")
    @ValueSource(strings = {"bearer", "BEARER", "BeArEr", "Bearer"})
    @DisplayName("TE-067, R6749-25 Bearer in any case is Bearer, in any locale")
    void acceptsBearer(String type) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(Ask.granted(with("token_type", "\"" + type + "\"")).type())
                    .isEqualTo("Bearer");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "TE-069, mac, 'mac'",
        "TE-069, MAC, 'MAC'",
        "TE-070, N_A, 'N_A'",
        "TE-071, DPoP, 'DPoP'",
        "TE-073, JWT, 'JWT'",
        "TE-073, access_token, 'access_token'",
        "TE-073, urn:ietf:params:oauth:token-type:jwt, 'urn:ietf:params:oauth:token-type:jwt'",
        "TE-074, Bearer\u0130, 'Bearer?'",
        "TE-074, 'Bearer\\r\\n', 'Bearer??'",
        "O1, a CNRY-tok-8d1f60a7, hidden: it quotes a credential"
    })
    @DisplayName("2.3 a type that is not understood")
    void refusesOtherTypes(String row, String type, String shown) {
        TokenException error = Ask.refused(200, with("token_type", "\"" + type + "\""));
        assertThat(error.code()).as(row).isEqualTo(Code.UTT);
        assertThat(error).as(row).message().contains(shown).endsWith("[H-TYPE]");
    }

    @Test
    @DisplayName("TE-074 a type of a megabyte is cut")
    void cutsTheType() {
        assertThat(Ask.refused(200, with("token_type", "\"" + "x".repeat(1_000_000) + "\"")))
                .message()
                .contains("'" + "x".repeat(64) + "'");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "TE-077, '\"3600\"', 3600",
        "TE-080, -1, -1",
        "TE-080, -3600, -3600",
        "TE-081, 0, 0",
        "TE-081, 0e5, 0",
        "TE-081, 0e100, 0",
        "TE-081, -0.0, 0",
        "TE-082, 1, 1",
        "TE-079, 3600.0, 3600",
        "TE-079, 3600.0000000000000000000000, 3600",
        "TE-084, 1e3, 1000",
        "TE-084, 1.5E+1, 15",
        "TE-088, 3600000, 3600000"
    })
    @DisplayName("2.4 lifetimes in seconds")
    void readsTheLifetime(String row, String json, long seconds) {
        assertThat(Ask.granted(with("expires_in", json)).lifetime()).as(row).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "TE-085 {0}")
    @ValueSource(
            strings = {
                "1e30",
                "9223372036854775807",
                "9223372036854775808",
                "1e400",
                "1e2147483647",
                "1e2147483648",
                "1e99999999999999999999",
                "1234567890123456789012345678901234567890123456789012345678901234"
            })
    @DisplayName("TE-085 lifetimes beyond reason saturate")
    void saturates(String json) {
        AccessToken token = Ask.granted(with("expires_in", json));
        assertThat(token.lifetime()).contains(LONGEST);
        assertThat(token.expiresAt()).isAfter(token.issuedAt().orElseThrow());
        if (json.length() < 64) {
            assertThat(Ask.granted(with("expires_in", "-" + json)).lifetime()).contains(LONGEST.negated());
        }
    }

    @ParameterizedTest(name = "TE-075, TE-076, TE-090 {0}")
    @ValueSource(strings = {"expires_in", "expires_on", "expires_at", "expires", "ext_expires_in", "refresh_in"})
    @DisplayName("TE-075, TE-076, TE-090 no lifetime is an unknown one")
    void leavesTheLifetimeUnknown(String name) {
        assertThat(Ask.granted(with(name, name.equals("expires_in") ? "null" : "60"))
                        .lifetime())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "TE-095; null; orders:read,orders:write",
                "TE-097; \"a orders:read\"; a,orders:read",
                "TE-098; \" b  a b \"; b,a",
                "TE-099; [\"b\",\"a\",\"b\"]; b,a",
                "TE-099; [\"a b\",\"c\"]; a,b,c",
                "TE-099; []; ''",
                "TE-100; \"a,b\"; a|b",
                "TE-101; \"\"; ''",
                "TE-102; \"Orders:Read\"; Orders:Read"
            })
    @DisplayName("2.5 granted scope")
    void readsTheScope(String row, String json, String expected) {
        String joined = String.join(",", Ask.granted(with("scope", json)).scopes());
        assertThat(joined).as(row).isEqualTo(expected.replace('|', ','));
    }

    @Test
    @DisplayName("TE-095 no scope: what was requested")
    void grantsWhatWasRequested() {
        assertThat(Ask.granted(RecordingTransport.GRANTED).scopes()).containsExactly("orders:read", "orders:write");
    }

    @ParameterizedTest(name = "TE-104 {0}")
    @ValueSource(strings = {"refresh_token", "id_token"})
    @DisplayName("TE-104 what nobody asked for is not kept")
    void dropsOtherTokens(String name) {
        AccessToken token = Ask.granted(with(name, "\"CNRY-ref-77aa51\""));
        assertThat(token.toString()).doesNotContain("CNRY");
    }
}
