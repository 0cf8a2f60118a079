package io.reactortoken.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.test.FakeAnswer;
import java.time.Duration;
import java.util.stream.Stream;

/** SD-04, SD-18: a token is issued, and its answer is not as RFC 6749 has it. */
final class AnswerFaults {

    private AnswerFaults() {}

    private static FakeAnswer token(String members) {
        return FakeAnswer.json(200, "{\"access_token\":\"" + Scene.TOKEN + "\"," + members + "}");
    }

    static Stream<Fault> all() {
        return Stream.concat(members(), wholes());
    }

    private static Stream<Fault> members() {
        return Stream.of(
                Fault.of(
                        "expires_in is a word",
                        "SD-04, SD-18",
                        "H-RESPONSE",
                        "expires_in is not a whole number of seconds",
                        scene -> scene.grant(token("\"token_type\":\"Bearer\",\"expires_in\":\"1 hour\""))),
                Fault.of(
                        "a token of a type that nobody here knows",
                        "SD-18",
                        "H-TYPE",
                        "of type 'mac', which is not understood",
                        scene -> scene.grant(token("\"token_type\":\"mac\",\"expires_in\":3600"))),
                Fault.of(
                        "no token_type",
                        "SD-18",
                        "H-RESPONSE",
                        "the answer has no token_type",
                        scene -> scene.grant(token("\"expires_in\":3600"))));
    }

    private static Stream<Fault> wholes() {
        return Stream.of(
                Fault.of(
                        "a gateway that wraps the answer",
                        "SD-18",
                        "H-WRAPPED",
                        "does a gateway wrap the answer?",
                        scene -> scene.grant(FakeAnswer.json(
                                200,
                                "{\"data\":{\"access_token\":\"" + Scene.TOKEN + "\",\"token_type\":\"Bearer\"}}"))),
                Fault.of(
                        "a form in place of JSON",
                        "SD-18",
                        "H-FORM",
                        "the answer is a form, not JSON",
                        scene -> scene.grant(FakeAnswer.http(
                                200,
                                ("access_token=" + Scene.TOKEN + "&token_type=bearer").getBytes(UTF_8),
                                "Content-Type: application/x-www-form-urlencoded"))),
                Fault.of(
                        "'Bearer ' before the token itself",
                        "SD-18",
                        "H-PREFIX",
                        "starts with 'Bearer '",
                        scene -> scene.grant(FakeAnswer.token("Bearer " + Scene.TOKEN))),
                Fault.of(
                        "an empty answer",
                        "SD-18",
                        "H-RESPONSE",
                        "the answer is empty",
                        scene -> scene.grant(FakeAnswer.status(200))),
                Fault.silent(
                        "a token that lives for 5 seconds",
                        "SD-05, SD-45",
                        "H-LIFETIME",
                        "the token lives for 5 s",
                        scene -> scene.grant(FakeAnswer.token(Scene.TOKEN, Duration.ofSeconds(5)))));
    }
}
