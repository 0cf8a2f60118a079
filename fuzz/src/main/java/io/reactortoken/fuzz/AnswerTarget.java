package io.reactortoken.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.reactortoken.TokenException;
import io.reactortoken.oauth2.internal.answer.AnswerRules;
import io.reactortoken.oauth2.internal.answer.Asked;
import io.reactortoken.oauth2.internal.answer.Reading;
import io.reactortoken.oauth2.internal.answer.Reading.Granted;
import io.reactortoken.oauth2.internal.answer.Reading.Refused;
import io.reactortoken.oauth2.internal.answer.TokenAnswer;
import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The answer of a token endpoint. Input: a byte for the status, a byte for the options of the request, headers a line
 * each, an empty line, and the body.
 */
public final class AnswerTarget {

    static final String SECRET = "CNRY-sec-5b0c7d91";
    static final String TOKEN = "CNRY-tok-8d1f60a7";
    /** Of any twelve characters of it. */
    private static final String PART_OF_TOKEN = "tok-8d1";

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final int[] STATUSES = {
        200, 200, 201, 202, 204, 206, 302, 400, 400, 401, 403, 429, 421, 404, 500, 503, 999, -1
    };
    private static final Pattern MESSAGE = Pattern.compile("[A-Z-]+ [ -~]+ - [ -~]+ \\[H-[A-Z0-9-]+]");
    private static final int LONGEST = 1_024;

    private AnswerTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int status = STATUSES[(input[0] & 0xff) % STATUSES.length];
        String text = new String(input, 2, input.length - 2, ISO_8859_1);
        Map<String, List<String>> headers = new TreeMap<>();
        String body = readHeaders(text, headers);
        TransportResponse response = new TransportResponse(status, headers, body.getBytes(ISO_8859_1));
        Reading reading = TokenAnswer.read(response, asked(input[1] & 0xff), NOW);
        check(reading, isOnlyTheToken(text, text.length() - body.length()));
    }

    private static String readHeaders(String text, Map<String, List<String>> headers) {
        int at = 0;
        for (int end = text.indexOf('\n'); end > at; end = text.indexOf('\n', at)) {
            String line = text.substring(at, end);
            int colon = Math.max(0, line.indexOf(':'));
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1));
            at = end + 1;
        }
        return text.startsWith("\n", at) ? text.substring(at + 1) : text.substring(at);
    }

    private static boolean isOn(int flags, int bit) {
        return (flags >> bit & 1) == 1;
    }

    private static Asked asked(int flags) {
        AnswerRules.Tolerance tolerance =
                new AnswerRules.Tolerance(isOn(flags, 0), isOn(flags, 1), isOn(flags, 2), Set.of("jwt"));
        AnswerRules rules = new AnswerRules(
                tolerance,
                isOn(flags, 3),
                isOn(flags, 4),
                isOn(flags, 5) ? new AnswerRules.Exchange("urn:x", isOn(flags, 6)) : null,
                isOn(flags, 7));
        Asked.Request request = new Asked.Request(
                "client_credentials",
                "client_secret_basic",
                "check it",
                "grant_type(18)",
                Set.of("a", "b"),
                List.of(),
                Set.of(),
                "rs/.+");
        URI endpoint = URI.create("https://id.example.com/token");
        return new Asked("billing", endpoint, request, rules, Echo.of(List.of(SECRET)), NOW.minusSeconds(1), false);
    }

    private static void check(Reading reading, boolean onlyTheToken) {
        if (reading instanceof Refused refused) {
            checkRefusal(refused.error(), onlyTheToken);
            return;
        }
        Granted granted = (Granted) reading;
        String token = granted.token().reveal();
        Finding.unless(token.matches("[!-~]+"), "a token is visible ASCII");
        Instant end = granted.token().expiresAt();
        Finding.unless(
                !end.isBefore(Instant.MIN) && !end.isAfter(Instant.MAX), "an end, however long it is until then");
        List<String> shown =
                new ArrayList<>(List.of(granted.toString(), granted.token().toString()));
        granted.lints().forEach(lint -> {
            Finding.unless(lint.text().matches("[ -~]{1,700}"), "a remark is a line of ASCII");
            shown.add(lint.text());
        });
        Canary.assertNotIn(shown, SECRET);
        if (onlyTheToken) {
            Canary.assertNotIn(shown, TOKEN);
        }
    }

    private static void checkRefusal(TokenException error, boolean onlyTheToken) {
        String message = String.valueOf(error.getMessage());
        Finding.unless(message.length() <= LONGEST && MESSAGE.matcher(message).matches(), "a message by the rule");
        Canary.assertNotIn(Canary.texts(error), SECRET);
        if (onlyTheToken) {
            Canary.assertNotIn(Canary.texts(error), TOKEN);
        }
    }

    /** Its value in the body, and no part of it elsewhere: a server that sends it as a description, too, has it shown. */
    private static boolean isOnlyTheToken(String answer, int body) {
        String member = "\"access_token\":\"" + TOKEN + "\"";
        int at = answer.indexOf(member);
        return at >= body
                && answer.indexOf(PART_OF_TOKEN) > at
                && answer.lastIndexOf(PART_OF_TOKEN) < at + member.length();
    }
}
