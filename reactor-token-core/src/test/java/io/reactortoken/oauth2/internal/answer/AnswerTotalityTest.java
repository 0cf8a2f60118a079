package io.reactortoken.oauth2.internal.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.oauth2.internal.answer.Reading.Granted;
import io.reactortoken.oauth2.internal.answer.Reading.Refused;
import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.transport.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was received is a reading: no exception, a message by the rule, no text of the token or the secret. */
class AnswerTotalityTest {

    private static final String SECRET = "CNRY-sec-5b0c7d91";
    private static final String TOKEN = "CNRY-tok-8d1f60a7";
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final int[] STATUSES = {200, 200, 200, 200, 201, 204, 302, 400, 401, 403, 421, 429, 500, 503, 999, -1
    };

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud83d",
            "null",
            "true",
            "1e400",
            "-0",
            "1e-400",
            "\"access_token\":",
            "\"" + TOKEN + "\"",
            "\"token_type\":",
            "\"Bearer\"",
            "\"expires_in\":",
            "3600",
            "\"scope\":",
            "\"a b\"",
            "[\"a\"]",
            "\"error\":",
            "\"invalid_client\"",
            "\"error_description\":",
            "\"bad " + SECRET + "\"",
            "\"refresh_token\":",
            "\"issued_token_type\":",
            "\"title\":",
            "\"data\":{",
            "access_token=" + TOKEN,
            "&token_type=bearer",
            "%zz",
            "<html>",
            "\ufeff",
            "\u0000",
            "\u00e9",
            " \r\n\t",
            "\"exp\":1",
            "e30.eyJleHAiOjF9.x");

    private static final List<String> MEMBERS = List.of(
            "\"token_type\":\"bearer\"",
            "\"expires_in\":3600",
            "\"expires_in\":\"60\"",
            "\"expires_in\":1e30",
            "\"expires_in\":-1",
            "\"expires_in\":\"x\"",
            "\"scope\":\"a " + SECRET + "\"",
            "\"scope\":[\"A\"]",
            "\"scope\":null",
            "\"refresh_token\":\"r\\u0000\"",
            "\"refresh_token\":\"r1\"",
            "\"id_token\":\"x\"",
            "\"issued_token_type\":\"urn:x\"",
            "\"issued_token_type\":\"" + TOKEN + "\"",
            "\"expires_on\":1",
            "\"token_type\":\"" + TOKEN + "\"",
            "\"error\":\"" + SECRET + "\"",
            "\"x\":[{},[1]]");

    private static final List<String> HEADERS = List.of(
            "Date",
            "Age",
            "Retry-After",
            "Content-Type",
            "Content-Encoding",
            "WWW-Authenticate",
            "Location",
            "x-request-id",
            "traceparent",
            "Cache-Control");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "0",
            "5",
            "99999999999999999999",
            "Tue, 01 Jan 2030 00:00:07 GMT",
            "Tuesday, 01-Jan-30 00:00:07 GMT",
            "Tue Jan  1 00:00:07 2030",
            "Tue, 99 Jan 9999 99:99:99 GMT",
            "Bearer error=\"x\", Basic",
            "\"",
            "gzip",
            "identity",
            "application/json",
            "https://a b/",
            "https://" + SECRET + ".example/",
            SECRET,
            "\u0000\u00e9",
            "a,b;c=d",
            "-1",
            "no-store");

    static Stream<Long> seeds() {
        return new Random().longs(10).boxed();
    }

    private static Asked asked(Random random) {
        AnswerRules.Tolerance tolerance = new AnswerRules.Tolerance(
                random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), Set.of("jwt"));
        AnswerRules.Exchange exchange = new AnswerRules.Exchange("urn:x", random.nextBoolean());
        AnswerRules rules = new AnswerRules(
                tolerance,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean() ? exchange : null,
                random.nextBoolean());
        Asked.Request request = new Asked.Request(
                "client_credentials",
                "private_key_jwt",
                "check it",
                "grant_type(18)",
                Set.of("a", "b,c"),
                List.of("x"),
                random.nextBoolean() ? Set.of() : Set.of("A", "rs/a"),
                random.nextBoolean() ? "" : "rs/.+");
        return new Asked(
                "billing",
                URI.create("https://id.example.com/token"),
                request,
                rules,
                Echo.of(List.of(SECRET)),
                NOW.minusSeconds(1),
                random.nextBoolean());
    }

    /** An object with a token in it, most of the time; members may come twice. */
    private static byte[] object(Random random) {
        StringBuilder object =
                new StringBuilder("{\"access_token\":\"").append(TOKEN).append('"');
        for (int i = random.nextInt(6); i > 0; i--) {
            object.append(',').append(MEMBERS.get(random.nextInt(MEMBERS.size())));
        }
        return object.append('}').toString().getBytes(UTF_8);
    }

    private static byte[] body(Random random) {
        if (random.nextBoolean()) {
            return object(random);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(24); i > 0; i--) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            bytes.writeBytes(piece.getBytes(random.nextInt(20) == 0 ? ISO_8859_1 : UTF_8));
        }
        byte[] body = random.nextBoolean() ? ("{" + bytes.toString(UTF_8) + "}").getBytes(UTF_8) : bytes.toByteArray();
        if (body.length > 0 && random.nextInt(4) == 0) {
            body[random.nextInt(body.length)] = (byte) random.nextInt();
        }
        return body;
    }

    private static Map<String, List<String>> headers(Random random) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String value = VALUES.get(random.nextInt(VALUES.size()));
            String second = VALUES.get(random.nextInt(VALUES.size()));
            headers.put(
                    HEADERS.get(random.nextInt(HEADERS.size())),
                    random.nextInt(5) == 0 ? List.of(value, second) : List.of(value));
        }
        return headers;
    }

    @Timeout(60)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsWhateverComes(long seed) {
        Random random = new Random(seed);
        int grants = 0;
        for (int i = 0; i < 500; i++) {
            int status = STATUSES[random.nextInt(STATUSES.length)];
            TransportResponse response = new TransportResponse(status, headers(random), body(random));
            Reading reading = TokenAnswer.read(response, asked(random), NOW);
            if (reading instanceof Refused refused) {
                Messages.assertWellFormed(refused.error());
                Leaks.assertNone(refused.error(), SECRET, TOKEN);
            } else {
                Granted granted = (Granted) reading;
                grants++;
                assertThat(granted.token().reveal()).matches("[!-~]+");
                assertThat(granted.lints())
                        .allSatisfy(lint -> assertThat(lint.text()).matches("[ -~]{1,700}"));
                Leaks.assertNone(granted.lints(), SECRET, granted.token().reveal());
            }
        }
        assertThat(grants).isBetween(1, 499);
    }
}
