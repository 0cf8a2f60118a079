package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.oauth2.internal.request.FormParameters;
import io.reactortoken.transport.TransportRequest;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request gave to its server, taken apart: which of it is a credential, so that an answer that quotes it is not shown
 * (TM-23). Lives as long as one exchange.
 */
final class Disclosed {

    /** The values of these may be shown; those of all others are taken for credentials. */
    private static final Set<String> PUBLIC = Set.of(
            "grant_type",
            "scope",
            "resource",
            "audience",
            "client_id",
            "client_assertion_type",
            "requested_token_type",
            "subject_token_type",
            "actor_token_type");

    private final TransportRequest request;
    private final List<Map.Entry<String, String>> parameters;

    private Disclosed(TransportRequest request) {
        this.request = request;
        this.parameters = parameters(new String(request.body(), UTF_8));
    }

    static Disclosed by(TransportRequest request) {
        return new Disclosed(request);
    }

    private static List<Map.Entry<String, String>> parameters(String form) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String parameter : form.isEmpty() ? new String[0] : form.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            parameters.add(Map.entry(decode(name), equals < 0 ? "" : decode(parameter.substring(equals + 1))));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    Sent sent() {
        String authorization = authorization();
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        return new Sent(
                Words.url(request.uri()),
                headers.keySet().stream().map(Words::clean).toList(),
                Words.clean(headers.getOrDefault("Content-Type", "none")),
                authorization.isEmpty() ? "" : Words.clean(authorization.split(" ", 2)[0]),
                parameters.stream()
                        .map(parameter -> new Sent.Parameter(
                                Words.clean(parameter.getKey()),
                                parameter.getValue().length()))
                        .toList());
    }

    private String authorization() {
        return request.headers().getOrDefault("Authorization", "");
    }

    /** Each credential as it is, and as a form writes it. */
    Echo echo() {
        List<String> hidden = new ArrayList<>();
        parameters.stream()
                .filter(parameter -> !PUBLIC.contains(parameter.getKey()))
                .forEach(parameter -> hidden.add(parameter.getValue()));
        String[] authorization = authorization().split(" ", 2);
        if (authorization.length == 2) {
            hidden.add(authorization[1]);
            hidden.addAll(pair(authorization[1]));
        }
        hidden.addAll(hidden.stream().map(FormParameters::encode).toList());
        return Echo.of(hidden);
    }

    /** The password of Basic, raw and decoded; nothing if it is no Basic. */
    private static List<String> pair(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), UTF_8);
            String password = pair.substring(pair.indexOf(':') + 1);
            List<String> forms = new ArrayList<>(List.of(password));
            forms.add(decode(password));
            return forms;
        } catch (IllegalArgumentException noBasicOrNoForm) {
            return List.of();
        }
    }
}
