package io.reactortoken.doctor;

import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.Examination;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Another way to ask for the same.
 *
 * @param name for people
 * @param scope the one scope that it asks for; empty if it asks for all
 * @param trimmed whether white space was cut off the secret
 * @param next what to do if it works
 * @param examination the request
 */
record Variant(String name, String scope, boolean trimmed, String next, Examination examination) {

    /** All ways to send the secret but the one that failed; where there is white space around it, without that first. */
    static List<Variant> ofAuthentication(Examination request, boolean spaced) {
        Optional<SecretSource> secret = request.secret();
        Optional<ClientAuthentication> chosen = request.authentication();
        if (secret.isEmpty() || !chosen.map(ClientAuthentication::needsSecret).orElse(true)) {
            return List.of();
        }
        List<Variant> variants = new ArrayList<>();
        if (spaced) {
            add(variants, request, trimming(secret.get()), true, Optional.empty());
        }
        add(variants, request, secret.get(), false, chosen);
        return variants;
    }

    private static SecretSource trimming(SecretSource source) {
        return SecretLoader.of(source.description(), source::secret).source();
    }

    private static void add(
            List<Variant> variants,
            Examination request,
            SecretSource secret,
            boolean trimmed,
            Optional<ClientAuthentication> failed) {
        for (Way way : Way.ALL) {
            if (failed.filter(way.method::equals).isEmpty()) {
                String name = way.name + (trimmed ? ", secret trimmed" : "");
                variants.add(new Variant(name, "", trimmed, way.next, request.proving(way.method, secret)));
            }
        }
    }

    /** Each scope alone. */
    static List<Variant> ofScope(Examination request) {
        return request.scopes().size() < 2
                ? List.of()
                : request.scopes().stream()
                        .map(scope -> new Variant(
                                "scope " + Words.clean(scope) + " alone",
                                scope,
                                false,
                                "",
                                request.requesting(Set.of(scope))))
                        .toList();
    }

    /** The three ways to send a client secret, and how to choose one of them. */
    private record Way(String name, ClientAuthentication method, String next) {

        static final List<Way> ALL = List.of(
                new Way(
                        "client_secret_basic",
                        ClientAuthentication.clientSecretBasic(),
                        "set authentication(ClientAuthentication.clientSecretBasic())"),
                new Way(
                        "client_secret_basic (raw)",
                        ClientAuthentication.clientSecretBasicRaw(),
                        "the server does not decode credentials: set"
                                + " authentication(ClientAuthentication.clientSecretBasicRaw())"),
                new Way(
                        "client_secret_post",
                        ClientAuthentication.clientSecretPost(),
                        "set authentication(ClientAuthentication.clientSecretPost())"));
    }
}
