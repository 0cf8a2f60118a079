package io.reactortoken.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.stream.Stream;

/** SD-22, SD-30 to SD-32, SD-36, SD-38, SD-39: id and secret. */
final class CredentialFaults {

    private CredentialFaults() {}

    static Stream<Fault> all() {
        return Stream.of(characters(), lookAlikes(), places(), mixUps(), encodings(), methods())
                .flatMap(faults -> faults);
    }

    private static Stream<Fault> characters() {
        return Stream.of(
                Fault.of(
                        "a line feed that was registered as part of the secret",
                        "SD-39",
                        "H-CLIENT",
                        "edges trimmed: U+000A",
                        scene -> {
                            scene.behaviour.secret = Scene.SECRET + "\n";
                            scene.file("client-secret", Scene.SECRET + "\n");
                        }),
                Fault.of(
                        "a no-break space that was registered as part of the secret",
                        "SD-39",
                        "H-CLIENT",
                        "edges trimmed: U+00A0",
                        scene -> {
                            scene.behaviour.secret = Scene.SECRET + "\u00a0";
                            scene.file("client-secret", Scene.SECRET + "\u00a0");
                        }),
                Fault.of(
                        "a line break within the secret",
                        "SD-39",
                        "H-SECRET",
                        "control character U+000A at index 9",
                        scene -> scene.file("client-secret", "CNRY-sec-\n5b0c7d91")),
                Fault.of(
                        "a no-break space within the secret",
                        "SD-39",
                        "H-SECRET",
                        "holds U+00A0 at index 4",
                        scene -> scene.file("client-secret", "CNRY\u00a0sec-5b0c7d91")),
                Fault.of(
                        "a zero-width space within the secret",
                        "SD-39",
                        "H-SECRET",
                        "holds U+200B at index 4",
                        scene -> scene.file("client-secret", "CNRY\u200b-sec-5b0c7d91")));
    }

    private static Stream<Fault> lookAlikes() {
        return Stream.of(
                Fault.of(
                        "a dash that a word processor made longer",
                        "SD-31",
                        "H-SECRET",
                        "holds U+2013 at index 4",
                        scene -> scene.file("client-secret", "CNRY\u2013sec-5b0c7d91")),
                Fault.of(
                        "a Cyrillic letter that looks like a Latin one",
                        "SD-31",
                        "H-SECRET",
                        "holds U+0441 at index 7",
                        scene -> scene.file("client-secret", "CNRY-se\u0441-5b0c7d91")),
                Fault.of(
                        "the secret is in quotes",
                        "SD-31",
                        "H-SECRET",
                        "is in quotes",
                        scene -> scene.file("client-secret", "\"" + Scene.SECRET + "\"")),
                Fault.of(
                        "the client id ends in a space",
                        "SD-30",
                        "H-CLIENT",
                        "the client id ends in U+0020",
                        scene -> scene.clientId = "billing "));
    }

    private static Stream<Fault> places() {
        return Stream.of(
                Fault.of(
                        "the secret is still the template's placeholder",
                        "SD-31",
                        "H-SECRET",
                        "is a placeholder",
                        scene -> scene.file("client-secret", "<the-billing-key>")),
                Fault.of(
                        "the secret's file is empty",
                        "SD-31",
                        "H-SECRET",
                        "is empty",
                        scene -> scene.file("client-secret", "")),
                Fault.of(
                        "the secret's file is not there",
                        "SD-31",
                        "H-SECRET",
                        "does not exist",
                        scene -> scene.secret = "file:" + scene.directory.resolve("nothing")),
                Fault.of(
                        "the environment variable is not set",
                        "SD-31",
                        "H-ENV-VAR",
                        "REACTOR_TOKEN_NO_SUCH_VARIABLE is not set",
                        scene -> scene.secret = "env:REACTOR_TOKEN_NO_SUCH_VARIABLE"),
                Fault.of(
                        "the variable has another name in the .env file",
                        "SD-31",
                        "H-SECRET",
                        "has no BILLING_SECRET",
                        scene -> scene.dotenv("BILING_SECRET=" + Scene.SECRET)),
                Fault.of(
                        "there is no secret at all",
                        "SD-22",
                        "H-CLIENT",
                        "there is no client secret",
                        scene -> scene.secret = ""));
    }

    private static Stream<Fault> mixUps() {
        return Stream.of(
                Fault.of(
                        "the secret has a typing error",
                        "SD-22, SD-31",
                        "H-CLIENT",
                        "check id and secret",
                        scene -> scene.file("client-secret", "CNRY-sec-5b0c7d19")),
                Fault.of(
                        "the client is unknown at this server",
                        "SD-22, SD-30",
                        "H-CLIENT",
                        "check id and secret",
                        scene -> scene.clientId = "biling"),
                Fault.of("id and secret are exchanged", "SD-30", "H-SWAP", "are the two exchanged?", scene -> {
                    scene.clientId = "CNRY-q7b2f4d9c1e85a3b60d7f9e2c4a81b5d3";
                    scene.file("client-secret", "billing");
                }),
                Fault.of("the secret is the client id", "SD-31", "H-SWAP", "is the client id", scene -> {
                    scene.clientId = "billing-service";
                    scene.file("client-secret", "billing-service");
                }));
    }

    private static Stream<Fault> encodings() {
        return Stream.of(
                Fault.of("the secret was percent-encoded already", "SD-38", "H-DOUBLE", "percent-encoded", scene -> {
                    scene.behaviour.secret = "CNRY-sec/5b0c7d91";
                    scene.file("client-secret", "CNRY-sec%2F5b0c7d91");
                }),
                Fault.of(
                        "the secret is the Base64 of id and secret",
                        "SD-38",
                        "H-DOUBLE",
                        "Base64 of id and secret",
                        scene -> scene.file(
                                "client-secret",
                                Base64.getEncoder().encodeToString(("billing:" + Scene.SECRET).getBytes(UTF_8)))),
                Fault.of(
                        "the secret of production at the server of QA",
                        "SD-32",
                        "H-ENV",
                        "looks like prod, the token URI",
                        scene -> {
                            scene.behaviour.path = "/qa/oauth2/token";
                            scene.tokenUri =
                                    scene.server.uri("/qa/oauth2/token").toString();
                            scene.secret = "file:" + scene.file("prod/client-secret", "CNRY-sec-9e8d7c6b");
                        }));
    }

    private static Stream<Fault> methods() {
        return Stream.of(
                Fault.of(
                        "the server does not undo the form-encoding of Basic",
                        "SD-36, SD-38",
                        "H-CLIENT",
                        "form encoding changes + / =",
                        scene -> {
                            scene.behaviour.method = HonestServer.Method.BASIC_RAW;
                            scene.behaviour.secret = "CNRY+sec/5b0c7d91=";
                            scene.file("client-secret", "CNRY+sec/5b0c7d91=");
                        }),
                Fault.of(
                        "the server wants id and secret in the body",
                        "SD-36",
                        "H-CLIENT",
                        "clientSecretPost()",
                        scene -> scene.behaviour.method = HonestServer.Method.POST),
                Fault.of(
                        "the client may not use this grant",
                        "SD-26, SD-34",
                        "H-CLIENT",
                        "is client_credentials allowed for it?",
                        scene -> scene.grant(HonestServer.refusal(400, "unauthorized_client"))));
    }
}
