package io.reactortoken.doctor;

import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.util.stream.Collectors;

/** D-06: what was sent, by names and lengths, and the same as a command. */
final class RequestSection implements Examiner {

    private static final String ID = "D-06";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Request");
        Exchange exchange = file.exchange;
        lines.addIf(
                exchange.metadata() > 0,
                "metadata",
                Words.count(exchange.metadata(), "GET") + " for the issuer's metadata came first");
        if (exchange.sent().isEmpty()) {
            return lines.add("request", "no token request was sent").section();
        }
        Sent sent = exchange.sent().get();
        lines.add("request", "POST " + sent.url() + "; one request, not repeated");
        lines.add("headers", String.join(", ", sent.headers()));
        lines.add("content-type", sent.contentType());
        lines.add(
                "body",
                sent.parameters().stream().map(Sent.Parameter::toString).collect(Collectors.joining(", "))
                        + " (lengths before encoding)");
        lines.add(
                "authentication",
                method(sent) + ", configured: " + ConfigurationSection.authentication(file.setup.examination));
        lines.add("curl", new CurlLine(sent, file.setup.examination).text());
        lines.addIf(
                sent.scheme().equals("Basic") && !raw(file),
                "curl note",
                "curl -u sends id and secret as they are; client_secret_basic form-encodes both first, so export them"
                        + " form-encoded, or compare with client_secret_basic (raw)");
        return lines.section();
    }

    private static boolean raw(CaseFile file) {
        return file.setup
                .examination
                .authentication()
                .filter(ClientAuthentication.clientSecretBasicRaw()::equals)
                .isPresent();
    }

    private static String method(Sent sent) {
        if (!sent.scheme().isEmpty()) {
            return "Authorization: " + sent.scheme();
        }
        if (sent.has("client_secret")) {
            return "client_secret in the body";
        }
        return sent.has("client_assertion") ? "client_assertion in the body" : "client_id, and no proof in the request";
    }
}
