package io.reactortoken.doctor;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.doctor.Suspicion.Weight;
import io.reactortoken.oauth2.Examination;
import io.reactortoken.oauth2.internal.request.Environments;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** D-09: whether all names belong to the same environment (H-ENV). */
final class EnvironmentSection implements Examiner {

    private static final String ID = "D-09";

    /** Something that has a name: what it is, the name, and its environment if the name tells it. */
    private record Named(String what, String name, Optional<String> environment) {

        static Named of(String what, String name) {
            return new Named(what, Words.clean(name), Environments.of(name));
        }

        String shown() {
            return environment.map(label -> label + " (" + name + ")").orElse("does not say (" + name + ")");
        }
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Environment");
        List<Named> names = names(file);
        names.forEach(named -> lines.add(named.what, named.shown()));
        lines.add("result", mismatch(names).map(pair -> "they disagree").orElse("nothing disagrees"));
        return lines.section();
    }

    private static List<Named> names(CaseFile file) {
        Examination request = file.setup.examination;
        List<Named> names = new ArrayList<>();
        Optional.of(request.notes().environment())
                .filter(label -> !label.isEmpty())
                .ifPresent(label -> names.add(Named.of("label", label)));
        request.tokenUri().ifPresent(uri -> names.add(Named.of("token endpoint", place(uri))));
        request.issuer().ifPresent(uri -> names.add(Named.of("issuer", place(uri))));
        request.secret().map(SecretSource::description).ifPresent(name -> names.add(Named.of("secret", name)));
        names.add(Named.of("registration", request.client()));
        Environments.of(request.clientId())
                .ifPresent(label -> names.add(new Named("client id", "its name", Optional.of(label))));
        request.resources().forEach(resource -> names.add(Named.of("resource", resource(resource))));
        Optional.ofNullable(file.token)
                .flatMap(TokenLook::jwt)
                .map(jwt -> jwt.claim("iss"))
                .filter(issuer -> !issuer.isEmpty())
                .ifPresent(issuer -> names.add(Named.of("claim iss", issuer)));
        Optional.ofNullable(file.setup.api).ifPresent(api -> names.add(Named.of("api", place(api))));
        return names;
    }

    /** Host and path: a realm or a tenant may tell. */
    private static String place(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return (uri.getHost() == null ? "?" : uri.getHost()) + path;
    }

    private static String resource(String resource) {
        try {
            return place(URI.create(resource));
        } catch (IllegalArgumentException noUri) {
            return "?";
        }
    }

    /** The first two of which one is production and the other is not. */
    private static Optional<List<Named>> mismatch(List<Named> names) {
        return names.stream()
                .flatMap(one ->
                        names.stream().filter(other -> differ(one, other)).map(other -> List.of(one, other)))
                .findFirst();
    }

    private static boolean differ(Named one, Named other) {
        return Environments.mismatch(one.environment.orElse(""), other.environment.orElse(""))
                .isPresent();
    }

    @Override
    public List<Suspicion> suspicions(CaseFile file) {
        boolean refused = file.exchange.isRefused() || file.call.isRefused();
        return mismatch(names(file))
                .map(pair -> new Suspicion(
                        refused ? Weight.EXPLANATION : Weight.ADVICE,
                        Finding.of(
                                "H-ENV",
                                looks(pair.get(1)) + ", " + looks(pair.get(0)),
                                "take all of them from the same environment")))
                .map(List::of)
                .orElseGet(List::of);
    }

    private static String looks(Named named) {
        return "the " + named.what + " looks like " + named.environment.orElse("") + " (" + named.name + ")";
    }
}
