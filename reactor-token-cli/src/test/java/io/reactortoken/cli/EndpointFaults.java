package io.reactortoken.cli;

import io.reactortoken.test.FakeAnswer;
import java.util.stream.Stream;

/** SD-16, SD-17, SD-32, SD-37: the wrong address, or something else at the right one. */
final class EndpointFaults {

    private EndpointFaults() {}

    static Stream<Fault> all() {
        return Stream.of(addresses(), others(), statuses()).flatMap(faults -> faults);
    }

    private static Stream<Fault> addresses() {
        return Stream.of(
                Fault.of(
                        "an http URL",
                        "SD-16",
                        "H-URI",
                        "must not travel in plain text",
                        scene -> scene.tokenUri = scene.tokenUri.replace("https:", "http:")),
                Fault.of(
                        "the token URI redirects",
                        "SD-17",
                        "H-REDIRECT",
                        "the token endpoint redirects",
                        scene -> scene.grant(
                                FakeAnswer.status(302, "Location: https://login.example.com/oauth2/token"))),
                Fault.of(
                        "the wrong path",
                        "SD-18",
                        "H-REQ",
                        "check the path of the token URI: /oauth/token",
                        scene -> scene.tokenUri =
                                scene.server.uri("/oauth/token").toString()),
                Fault.of(
                        "the issuer with a slash too many", "SD-32", "H-ISSUER", "the metadata is of issuer", scene -> {
                            scene.byIssuer();
                            scene.issuer = scene.issuer + "/";
                        }),
                Fault.of("an issuer without metadata", "SD-32", "H-ISSUER", "there is no metadata", scene -> {
                    scene.byIssuer();
                    scene.behaviour.issuer = "";
                }));
    }

    private static Stream<Fault> others() {
        return Stream.of(
                Fault.of(
                        "a login page in place of JSON",
                        "SD-18",
                        "H-HTML",
                        "HTML instead of JSON: wrong URL (/oauth2/token), login page",
                        scene -> scene.grant(HonestServer.page(200, "<h1>Sign in</h1>"))),
                Fault.of(
                        "a captive portal",
                        "SD-43",
                        "H-PROXY",
                        "captive portal",
                        scene -> scene.grant(HonestServer.page(511, "Log in to this network"))),
                Fault.of(
                        "a gateway that wants a bearer token",
                        "SD-32",
                        "H-GATEWAY",
                        "asks for a Bearer token",
                        scene -> scene.grant(FakeAnswer.status(401, "WWW-Authenticate: Bearer realm=\"gw\""))),
                Fault.of(
                        "a web server that wants Kerberos",
                        "SD-32",
                        "H-PROXY",
                        "asks for Negotiate or NTLM",
                        scene -> scene.grant(FakeAnswer.status(401, "WWW-Authenticate: Negotiate"))));
    }

    private static Stream<Fault> statuses() {
        return Stream.of(
                Fault.of(
                        "an endpoint that takes JSON only (415)",
                        "SD-37",
                        "H-REQ",
                        "does not take application/x-www-form-urlencoded",
                        scene -> scene.grant(FakeAnswer.status(415))),
                Fault.of(
                        "a firewall's page (403)",
                        "SD-18",
                        "H-WAF",
                        "blocked before the authorization server",
                        scene -> scene.grant(HonestServer.page(403, "Request blocked"))),
                Fault.of(
                        "too many requests",
                        "SD-10",
                        "H-RATE",
                        "asked for fewer requests",
                        scene -> scene.grant(FakeAnswer.status(429, "Retry-After: 30"))),
                Fault.of(
                        "the server fails",
                        "SD-43",
                        "H-SERVER",
                        "the server or a proxy before it fails",
                        scene -> scene.grant(FakeAnswer.status(503))));
    }
}
