package io.reactortoken.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.test.FakeAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;

/** SD-27, SD-28, SD-40 to SD-42: the token is there, and the API does not take it. No exception can know why. */
final class ApiFaults {

    /** RFC 9110: the day has two digits, which Java's own formatter of RFC 1123 does not write. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ApiFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.silent(
                        "this clock is 5 minutes ahead", "SD-40", "H-CLOCK", "s ahead of", scene -> dated(scene, -300)),
                Fault.silent(
                        "this clock is 5 minutes behind", "SD-40", "H-CLOCK", "s behind", scene -> dated(scene, 300)),
                Fault.silent(
                        "the token's own exp is over",
                        "SD-41, SD-42",
                        "H-EXP",
                        "exp",
                        scene -> scene.grant(FakeAnswer.token(jwt(Instant.now().minusSeconds(630))))),
                Fault.silent(
                        "something takes the Authorization header away",
                        "SD-27",
                        "H-STRIPPED",
                        "no token was presented, although one was sent",
                        scene -> challenged(scene, 401, "Bearer realm=\"api\"")),
                Fault.silent(
                        "an API that does not take bearer tokens",
                        "SD-27",
                        "H-SCHEME",
                        "the API offers Basic",
                        scene -> challenged(scene, 401, "Basic realm=\"api\"")),
                Fault.silent(
                        "a permission is missing",
                        "SD-28",
                        "H-403",
                        "a permission is missing",
                        scene ->
                                challenged(scene, 403, "Bearer error=\"insufficient_scope\", scope=\"orders:admin\"")));
    }

    private static void challenged(Scene scene, int status, String challenge) {
        scene.api(request -> FakeAnswer.status(status, "WWW-Authenticate: " + challenge));
    }

    /** The server's clock, in every answer. */
    private static void dated(Scene scene, int seconds) {
        scene.behaviour.token = request -> {
            String date = HTTP_DATE.format(Instant.now().plusSeconds(seconds));
            String body = "{\"access_token\":\"" + Scene.TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
            return FakeAnswer.http(200, body.getBytes(UTF_8), "Date: " + date, "Content-Type: application/json");
        };
    }

    private static String jwt(Instant exp) {
        return encode("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}") + "."
                + encode("{\"iss\":\"https://id.example.com\",\"iat\":"
                        + exp.minus(Duration.ofHours(1)).getEpochSecond() + ",\"exp\":" + exp.getEpochSecond() + "}")
                + "." + encode("CNRY-signature");
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
