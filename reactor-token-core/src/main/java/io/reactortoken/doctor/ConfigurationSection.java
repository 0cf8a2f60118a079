package io.reactortoken.doctor;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.Examination;
import io.reactortoken.oauth2.RegistrationNotes;
import io.reactortoken.oauth2.auth.ClientAuthentication;

/** D-01: what was configured, and where it came from. */
final class ConfigurationSection implements Examiner {

    private static final String ID = "D-01";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Section section(CaseFile file) {
        Setup setup = file.setup;
        Examination request = setup.examination;
        Lines lines = Lines.of(ID, "Configuration");
        lines.add("registration", request.client());
        lines.add("grant", request.grant());
        request.tokenUri().ifPresent(uri -> add(lines, setup, "token-uri", Words.url(uri)));
        request.issuer().ifPresent(uri -> add(lines, setup, "issuer", Words.url(uri)));
        add(lines, setup, "client-id", clientId(request));
        add(
                lines,
                setup,
                "secret",
                request.secret().map(SecretSource::description).orElse("none"));
        add(lines, setup, "authentication", authentication(request));
        add(lines, setup, "scope", Words.list(request.scopes()));
        if (!request.resources().isEmpty()) {
            add(lines, setup, "resource", Words.list(request.resources()));
        }
        if (!request.audiences().isEmpty()) {
            add(lines, setup, "audience", Words.list(request.audiences()));
        }
        if (!request.parameters().isEmpty()) {
            add(lines, setup, "param", Words.list(request.parameters()) + "; values left out");
        }
        lines.addIf(request.plaintextAllowed(), "plaintext", "allowed");
        notes(lines, request.notes());
        lines.add(
                "retry",
                Words.count(request.retry().attempts(), "attempt") + " in the program; here one request, no retry");
        return lines.section();
    }

    private static void notes(Lines lines, RegistrationNotes notes) {
        lines.addIf(!notes.environment().isEmpty(), "environment", notes.environment());
        lines.addIf(!notes.scopePattern().isEmpty(), "scope pattern", notes.scopePattern());
        lines.addIf(
                !notes.supportContact().isEmpty(),
                "support",
                notes.supportContact() + "; tell them the time above, the client id and the ids of D-07");
    }

    private static void add(Lines lines, Setup setup, String name, String value) {
        lines.add(name, value + setup.origin(name));
    }

    private static String clientId(Examination request) {
        return request.clientIdSource()
                .map(SecretSource::description)
                .orElseGet(() -> Words.orElse(Words.masked(request.clientId()), "none"));
    }

    static String authentication(Examination request) {
        return request.authentication()
                .map(ConfigurationSection::name)
                .orElse("as the issuer's metadata says: client_secret_basic, or client_secret_post");
    }

    static String name(ClientAuthentication authentication) {
        boolean raw = authentication.equals(ClientAuthentication.clientSecretBasicRaw());
        return Words.clean(authentication.method()) + (raw ? " (raw)" : "");
    }
}
