package io.reactortoken.doctor;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import io.reactortoken.oauth2.Examination;
import java.util.stream.Stream;

/** D-12: where Postman does something else than this request did, from what was seen; and what nobody can see from here. */
final class PostmanSection implements Examiner {

    private static final String ID = "D-12";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Works in Postman?");
        credentials(lines, file);
        certificate(lines, file);
        proxy(lines, file);
        redirect(lines, file);
        targets(lines, file.setup.examination);
        variables(lines, file.setup.examination);
        lines.add("environment", "is the same environment selected there? compare with D-09");
        lines.add("token", "is the token there a new one, or one pasted by hand that is still valid?");
        return lines.section();
    }

    private static void credentials(Lines lines, CaseFile file) {
        file.exchange
                .sent()
                .ifPresent(sent -> lines.add(
                        "credentials",
                        sent.scheme().equals("Basic")
                                ? "sent here in the header; Postman: 'Send as Basic Auth header'"
                                : sent.has("client_secret")
                                        ? "sent here in the body; Postman: 'Send client credentials in body'"
                                        : "sent here neither as Basic nor as client_secret"));
        file.credential
                .look()
                .filter(look -> !look.changed().isEmpty())
                .ifPresent(look -> lines.add(
                        "encoding",
                        "form encoding changes " + look.changed()
                                + " in this secret; client_secret_basic does that, Postman's Basic does not: a server that"
                                + " takes only Postman's wants clientSecretBasicRaw()"));
    }

    private static void certificate(Lines lines, CaseFile file) {
        boolean refused = file.exchange
                .failure()
                .flatMap(TokenFailure::kind)
                .filter(kind -> kind == FailureKind.TLS_TRUST || kind == FailureKind.TLS_HOSTNAME)
                .isPresent();
        boolean untrusted = file.way.handshake().filter(Handshake::isUntrusted).isPresent();
        lines.add(
                "certificate",
                refused
                        ? "refused here; does Postman have 'SSL certificate verification' off?"
                        : untrusted ? "trusted here, and not by the JVM alone" : "no difference was seen");
    }

    private static void proxy(Lines lines, CaseFile file) {
        boolean direct =
                file.way.target().filter(target -> target.proxy().isEmpty()).isPresent();
        boolean named = file.way
                .target()
                .flatMap(target -> NamedProxy.of(file.setup.environment(), target))
                .filter(NamedProxy::applies)
                .isPresent();
        lines.add(
                "proxy",
                direct && named
                        ? "the environment names one, which is not used here; Postman uses the system's"
                        : "no difference was seen; Postman uses the system's proxy");
    }

    private static void redirect(Lines lines, CaseFile file) {
        file.exchange
                .received()
                .filter(answer -> !answer.location().isEmpty())
                .ifPresent(answer -> lines.add(
                        "redirect", "to " + answer.location() + ", not followed here; Postman follows automatically"));
    }

    private static void targets(Lines lines, Examination request) {
        boolean none = request.resources().isEmpty()
                && request.audiences().isEmpty()
                && request.parameters().isEmpty();
        lines.add(
                "audience",
                none
                        ? "none is sent here, and no further parameter; does Postman's 'Advanced' tab send audience or"
                                + " resource?"
                        : "sent here: "
                                + Words.list(Stream.of(
                                                request.resources().isEmpty() ? "" : "resource",
                                                request.audiences().isEmpty() ? "" : "audience",
                                                String.join(" ", request.parameters()))
                                        .filter(name -> !name.isEmpty())
                                        .toList()));
    }

    private static void variables(Lines lines, Examination request) {
        boolean template = Stream.concat(Stream.of(request.clientId()), request.scopes().stream())
                .anyMatch(value -> value.contains("{{"));
        lines.addIf(
                template, "variables", "a {{variable}} of Postman is in the client id or a scope: put its value there");
    }
}
