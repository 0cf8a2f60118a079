package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the sections about the request, the answer and the token say. */
class SectionsTest {

    @Test
    @DisplayName("D-01 what was configured, and where each value came from")
    void tellsTheConfiguration() {
        Report report = Patient.granted()
                .with(request -> request.resource("https://api.example.com").param("tenant", "acme-corp-42"))
                .told(doctor -> doctor.origins(Map.of("token-uri", "application.yml", "client-id", "--client-id")))
                .report();
        assertThat(Patient.line(report, "D-01", "token-uri")).isEqualTo(Patient.URI + " (from application.yml)");
        assertThat(Patient.line(report, "D-01", "client-id")).isEqualTo("bil..ent(14) (from --client-id)");
        assertThat(Patient.line(report, "D-01", "secret")).isEqualTo("the program");
        assertThat(Patient.line(report, "D-01", "authentication")).isEqualTo("client_secret_basic");
        assertThat(Patient.line(report, "D-01", "scope")).isEqualTo("orders:read");
        assertThat(Patient.line(report, "D-01", "resource")).isEqualTo("https://api.example.com");
        assertThat(Patient.line(report, "D-01", "param")).isEqualTo("tenant; values left out");
        assertThat(report.toText()).doesNotContain("acme-corp-42");
    }

    @Test
    @DisplayName("D-02 a secret by its length, its sorts of characters and what form encoding changes")
    void looksAtTheSecret() {
        Report report = Patient.granted().secret(SecretSource.of("a+b/c=d 42 ")).report();
        assertThat(Patient.line(report, "D-02", "length")).isEqualTo("11 characters");
        assertThat(Patient.line(report, "D-02", "characters"))
                .isEqualTo("letters 4, digits 2, others 5; beyond ASCII 0");
        assertThat(Patient.line(report, "D-02", "form encoding")).isEqualTo("changes these characters: U+0020 + / =");
        assertThat(Patient.line(report, "D-02", "edges"))
                .isEqualTo("nothing was cut off; still there, and sent: U+0020");
    }

    @Test
    @DisplayName("D-02, TM-33 the fingerprint says changed or not changed, and is comparable only on request")
    void fingerprints() {
        Report one = Patient.granted().report();
        Report same = Patient.granted().report();
        Report other = Patient.granted().secret(SecretSource.of("another")).report();
        String fingerprint = Patient.line(one, "D-02", "fingerprint");
        assertThat(fingerprint).matches("[0-9a-f]{8} \\(equal within this process only\\)");
        assertThat(Patient.line(same, "D-02", "fingerprint")).isEqualTo(fingerprint);
        assertThat(Patient.line(other, "D-02", "fingerprint")).isNotEqualTo(fingerprint);
        assertThat(one.toText()).doesNotContain("comparable");
        Report comparable = Patient.granted()
                .told(TokenDoctor.Builder::comparableFingerprint)
                .report();
        // printf 'reactor-token doctor fingerprint 1\nCNRY-sec-5b0c7d91' | sha256sum
        assertThat(Patient.line(comparable, "D-02", "comparable")).startsWith("133ef67c ");
    }

    @Test
    @DisplayName("D-02 the oddities that a token request looks for explain a refusal, and nothing else")
    void explainsARefusal() {
        SecretSource quoted = SecretSource.of("\"quoted-42\"");
        assertThat(Patient.hints(Patient.refused().secret(quoted).report())).containsExactly("H-SECRET");
        assertThat(Patient.granted().secret(quoted).report().healthy()).isTrue();
        assertThat(Patient.hints(Patient.refused()
                        .secret(SecretSource.of("billing-client"))
                        .report()))
                .containsExactly("H-SWAP");
        assertThat(Patient.hints(
                        Patient.refused().secret(SecretSource.of("a%2Bb%2Fc")).report()))
                .containsExactly("H-DOUBLE");
        assertThat(Patient.hints(Patient.refused()
                        .secret(SecretSource.of("trailing-blank "))
                        .report()))
                .containsExactly("H-SECRET");
    }

    @Test
    @DisplayName("D-06 the request by names and lengths")
    void tellsTheRequest() {
        Report report = Patient.granted().report();
        assertThat(Patient.line(report, "D-06", "request"))
                .isEqualTo("POST " + Patient.URI + "; one request, not repeated");
        assertThat(Patient.line(report, "D-06", "headers")).isEqualTo("Content-Type, Accept, Authorization");
        assertThat(Patient.line(report, "D-06", "content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(Patient.line(report, "D-06", "body"))
                .isEqualTo("grant_type(18), scope(11) (lengths before encoding)");
        assertThat(Patient.line(report, "D-06", "authentication"))
                .isEqualTo("Authorization: Basic, configured: client_secret_basic");
    }

    @Test
    @DisplayName("D-06, TM-36 the curl line has variables where credentials would be")
    void writesACommand() {
        Report report = Patient.granted()
                .with(request -> request.authentication(ClientAuthentication.clientSecretPost())
                        .param("tenant", "acme-corp-42"))
                .report();
        assertThat(Patient.line(report, "D-06", "curl")).isEqualTo("""
                        curl -sS -i -X POST 'https://id.example.com/token' \\
                            -H 'Accept: application/json' \\
                            --data-urlencode 'grant_type=client_credentials' \\
                            --data-urlencode 'scope=orders:read' \\
                            --data-urlencode "tenant=$TENANT" \\
                            --data-urlencode "client_id=$CLIENT_ID" \\
                            --data-urlencode "client_secret=$CLIENT_SECRET\"""");
        assertThat(Patient.line(Patient.granted().report(), "D-06", "curl"))
                .contains("-u \"$CLIENT_ID:$CLIENT_SECRET\"");
    }

    @Test
    @DisplayName("D-06 the query of a token URI is masked, in the command too")
    void masksTheQuery() {
        Report report = Patient.at(Patient.URI + "?key=" + Patient.SECRET)
                .then(Patient.response(200, Patient.grant(Patient.TOKEN, "3600")))
                .report();
        assertThat(Patient.line(report, "D-06", "request")).contains("?(21 characters, masked)");
        assertThat(Patient.line(report, "D-06", "curl")).contains("'https://id.example.com/token?QUERY'");
    }

    @Test
    @DisplayName("D-07 the answer by its shape, and what its headers tell")
    void tellsTheAnswer() {
        Report report = Patient.at(Patient.URI)
                .then(Patient.response(
                        401,
                        "{\"error\":\"invalid_client\",\"error_description\":\"no\"}",
                        "X-Request-Id",
                        "req-42",
                        "WWW-Authenticate",
                        "Basic realm=\"x\"",
                        "Date",
                        "Tue, 01 Jan 2030 00:05:00 GMT"))
                .report();
        assertThat(Patient.line(report, "D-07", "status")).isEqualTo("401");
        assertThat(Patient.line(report, "D-07", "content-type")).isEqualTo("application/json");
        assertThat(Patient.line(report, "D-07", "body")).isEqualTo("a JSON object, 51 bytes; left out");
        assertThat(Patient.line(report, "D-07", "error")).isEqualTo("invalid_client");
        assertThat(Patient.line(report, "D-07", "asks for")).isEqualTo("Basic");
        assertThat(Patient.line(report, "D-07", "correlation")).isEqualTo("x-request-id req-42");
        assertThat(Patient.line(report, "D-07", "clock"))
                .isEqualTo("this clock is 5 min 0 s behind the server's, to a second");
        assertThat(Patient.line(report, "D-07", "took")).isEqualTo("0.0 ms");
        assertThat(Patient.hints(report)).containsExactly("H-CLIENT", "H-CLOCK");
    }

    @Test
    @DisplayName("D-07, TM-23 what quotes a credential is not shown, in whatever header it comes")
    void hidesEchoes() {
        Report report = Patient.at(Patient.URI)
                .then(Patient.response(
                        302,
                        "<html>" + Patient.SECRET,
                        "Content-Type",
                        "text/html; x=" + Patient.SECRET,
                        "X-Request-Id",
                        Patient.SECRET,
                        "WWW-Authenticate",
                        Patient.SECRET + " a=b",
                        "Location",
                        "https://" + Patient.SECRET.toLowerCase(java.util.Locale.ROOT) + ".example.com/"
                                + Patient.SECRET))
                .report();
        assertThat(Patient.line(report, "D-07", "content-type")).isEqualTo("hidden: it quotes a credential");
        assertThat(Patient.line(report, "D-07", "body")).startsWith("an HTML page, ");
        assertThat(Patient.hints(report)).containsExactly("H-REDIRECT");
    }

    @Test
    @DisplayName("D-07, TM-23 a header that quotes the new token is not shown either")
    void hidesTheToken() {
        Report report = Patient.at(Patient.URI)
                .then(Patient.response(
                        200,
                        Patient.grant(Patient.TOKEN, "3600"),
                        "X-Request-Id",
                        Patient.TOKEN,
                        "Content-Type",
                        "application/json; " + Patient.TOKEN))
                .report();
        assertThat(Patient.line(report, "D-07", "correlation"))
                .isEqualTo("x-request-id hidden: it quotes a credential");
        assertThat(report.healthy()).isTrue();
    }

    @Test
    @DisplayName("D-08 a JWT is decoded offline, by claims that are known, and the report says that nobody checked it")
    void decodesAToken() {
        String jwt = jwt(
                "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\",\"x5c\":\"no\"}",
                "{\"iss\":\"https://id.example.com\",\"aud\":[\"a\",\"b\"],\"scp\":\"orders:read\",\"sub\":\"person\","
                        + "\"client_id\":\"billing-client\",\"exp\":1893459600,\"cnf\":{\"x5t#S256\":\"thumb\"}}");
        Report report = Patient.answered(200, Patient.grant(jwt, "3600")).report();
        Section token = Patient.section(report, "D-08");
        assertThat(token.lines().stream().map(Section.Line::name))
                .containsSubsequence(
                        "header alg",
                        "header typ",
                        "header kid",
                        "claim iss",
                        "claim aud",
                        "claim scp",
                        "claim client_id",
                        "claim exp",
                        "claim cnf")
                .doesNotContain("claim sub", "header x5c");
        assertThat(Patient.line(report, "D-08", "jwt")).endsWith("its signature is not checked");
        assertThat(Patient.line(report, "D-08", "claim aud")).isEqualTo("a b");
        assertThat(Patient.line(report, "D-08", "claim client_id")).isEqualTo("bil..ent(14)");
        assertThat(Patient.line(report, "D-08", "claim exp"))
                .isEqualTo("2030-01-01T01:00:00Z, in 60 min 0 s by this clock");
        assertThat(Patient.line(report, "D-08", "claim cnf")).isEqualTo("x5t#S256");
        assertThat(report.toText()).doesNotContain("thumb").doesNotContain("person");
        assertThat(report.healthy()).isTrue();
    }

    @Test
    @DisplayName("D-08, H-EXP a token that is over when it is issued; by the server's clock, where that is known")
    void findsAnExpiredToken() {
        String expired = jwt("{\"alg\":\"none\"}", "{\"exp\":1893455988}");
        Report report = Patient.answered(200, Patient.grant(expired, "3600")).report();
        assertThat(Patient.hints(report)).startsWith("H-EXP");
        assertThat(report.findings().get(0).evidence()).contains("12 s ago by the server's clock");
    }

    @Test
    @DisplayName("D-08, H-NBF a token that is not valid yet")
    void findsAnEarlyToken() {
        String early = jwt("{\"alg\":\"none\"}", "{\"nbf\":1893456060,\"exp\":1893459600}");
        assertThat(Patient.hints(
                        Patient.answered(200, Patient.grant(early, "3600")).report()))
                .startsWith("H-NBF");
    }

    @Test
    @DisplayName("D-08 a token that lives for seconds")
    void findsAShortLife() {
        Report report = Patient.answered(200, Patient.grant(Patient.TOKEN, "5")).report();
        assertThat(Patient.hints(report)).containsExactly("H-LIFETIME");
    }

    @Test
    @DisplayName("D-08 what only looks like a JWT is opaque")
    void toleratesNonsense() {
        for (String token : new String[] {"a.b.c", "e30.e30.", "..", "W10.W10.x", "e30.e30.x.y.z"}) {
            Report report = Patient.answered(200, Patient.grant(token, "3600")).report();
            assertThat(Patient.line(report, "D-08", "length")).startsWith(Integer.toString(token.length()));
        }
    }

    static String jwt(String header, String claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(header.getBytes(UTF_8)) + "." + base64.encodeToString(claims.getBytes(UTF_8))
                + ".c2lnbmF0dXJl";
    }
}
