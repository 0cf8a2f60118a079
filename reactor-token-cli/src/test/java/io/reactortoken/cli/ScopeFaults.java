package io.reactortoken.cli;

import java.util.List;
import java.util.stream.Stream;

/** SD-24 to SD-26, SD-33, SD-34: what is asked for. */
final class ScopeFaults {

    private ScopeFaults() {}

    private static void ask(Scene scene, String... scopes) {
        for (String scope : scopes) {
            scene.more.addAll(List.of("--scope", scope));
        }
    }

    static Stream<Fault> all() {
        return Stream.of(scopes(), refused(), others()).flatMap(faults -> faults);
    }

    private static Stream<Fault> scopes() {
        return Stream.of(
                Fault.of("a scope in the wrong case", "SD-24, SD-33", "H-SCOPE", "differs only in case", scene -> {
                    scene.byIssuer();
                    ask(scene, "Orders:Read");
                }),
                Fault.of(
                        "a scope without its resource server",
                        "SD-33",
                        "H-SCOPE",
                        "admin:internal lacks what stands before it in the server's rs-p2hkah/admin:internal",
                        scene -> {
                            scene.byIssuer();
                            ask(scene, "admin:internal");
                        }),
                Fault.of("a scope with a typing error", "SD-24", "H-SCOPE", "is not among the server's", scene -> {
                    scene.byIssuer();
                    ask(scene, "ordres:read");
                }),
                Fault.of(
                        "two scopes with a comma between them",
                        "SD-33",
                        "H-SCOPE",
                        "holds a comma",
                        scene -> ask(scene, "orders:read,orders:write")));
    }

    private static Stream<Fault> refused() {
        return Stream.of(
                Fault.of(
                        "a scope that was encoded before",
                        "SD-33",
                        "H-SCOPE",
                        "percent-encoded already",
                        scene -> ask(scene, "rs-p2hkah%2Fadmin:internal")),
                Fault.of(
                        "a scope that the client may not have",
                        "SD-34",
                        "H-SCOPE",
                        "may this client have it?",
                        scene -> ask(scene, "orders:delete")),
                Fault.of(
                        "no scope, and the server wants one",
                        "SD-24",
                        "H-SCOPE",
                        "none was requested",
                        scene -> scene.behaviour.scopeRequired = true));
    }

    private static Stream<Fault> others() {
        return Stream.of(
                Fault.of(
                        "the grant is not enabled",
                        "SD-25",
                        "H-GRANT",
                        "sent client_credentials: is it enabled at this server",
                        scene -> scene.grant(HonestServer.refusal(400, "unsupported_grant_type"))),
                Fault.of(
                        "no audience, and the server wants one",
                        "SD-26",
                        "H-TARGET",
                        "none was named",
                        scene -> scene.grant(HonestServer.refusal(400, "invalid_target"))),
                Fault.of(
                        "a parameter is missing that this server wants",
                        "SD-23",
                        "H-REQ",
                        "sent: POST, application/x-www-form-urlencoded, grant_type(18)",
                        scene -> scene.grant(HonestServer.refusal(400, "invalid_request"))));
    }
}
