package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import reactor.core.publisher.Mono;

/**
 * A configuration at random, at a server that quotes at random whatever it was given: in error texts, headers, redirects,
 * challenges and claims.
 */
final class RandomPatient {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int RUN = 12;

    private final Random random;
    private final List<String> canaries = new ArrayList<>();
    private final String secret;
    private final String token;
    private final String parameter;
    private final String query;
    private final String proxyPassword;
    private final String plain;
    private final boolean withParameter;
    private final boolean withBasic;
    private final String sent;
    private boolean tokenGiven;

    RandomPatient(long seed) {
        random = new Random(seed);
        secret = canary("sec");
        token = canary("tok");
        parameter = canary("par");
        query = canary("qry");
        proxyPassword = canary("prx");
        plain = canary("pla");
        withParameter = sometimes();
        withBasic = random.nextBoolean();
        sent = any("", "", "", "\u00a0", "\"") + secret + any("", "", "", " ", "\n", "%2B", "\"", "+/=");
    }

    private String canary(String kind) {
        StringBuilder text = new StringBuilder("CNRY-" + kind + "-");
        for (int i = 0; i < 16; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        canaries.add(text.toString());
        return text.toString();
    }

    String canary() {
        return canaries.get(0);
    }

    @SafeVarargs
    private <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean sometimes() {
        return random.nextInt(4) == 0;
    }

    /** What a server might quote: a credential that it was given, in a form in which it was given. */
    private String quote() {
        String form = any(secret, withParameter ? parameter : secret, tokenGiven ? token : secret);
        String pair = Base64.getEncoder().encodeToString(("billing-client:" + sent).getBytes(UTF_8));
        return any(form, "x" + form.substring(2), URLEncoder.encode(form, UTF_8), withBasic ? pair : form);
    }

    Report report() {
        Patient patient = Patient.at(any(Patient.URI, "https://id.qa.example.com/token", "http://id.example.com/token")
                + (sometimes() ? "?key=" + query : ""));
        patient.secret(secretSource());
        patient.with(this::configured);
        patient.told(this::told);
        for (int i = 0; i < 3; i++) {
            patient.then(answer());
            tokenGiven = true; // the answers after the first are those of the API
        }
        return patient.doctor().run().blockOptional().orElseThrow();
    }

    private SecretSource secretSource() {
        String name = any("env:ORDERS_PROD_SECRET", "file:/run/secrets/qa/orders", "the program");
        String version = any("", "v7");
        return new SecretSource() {
            @Override
            public Mono<Secret> secret() {
                return Mono.fromSupplier(() -> Secret.of(sent).withVersion(version));
            }

            @Override
            public String description() {
                return name;
            }
        };
    }

    private TokenRequest configured(TokenRequest given) {
        TokenRequest request = given;
        request = withParameter ? request.param("api_key", SecretSource.of(parameter)) : request;
        request = sometimes() ? request.param("tenant", plain) : request;
        request = sometimes() ? request.resource("https://api.prod.example.com/x") : request;
        request = sometimes() ? request.audience("orders") : request;
        request = sometimes() ? request.scope("a,b") : request;
        request = sometimes() ? request.allowPlaintext() : request;
        request = sometimes() ? request.name("orders-staging") : request;
        request = sometimes() ? request.client(SecretSource.of("billing-client"), secretSource()) : request;
        return request.authentication(
                withBasic
                        ? any(ClientAuthentication.clientSecretBasic(), ClientAuthentication.clientSecretBasicRaw())
                        : ClientAuthentication.clientSecretPost());
    }

    private TokenDoctor.Builder told(TokenDoctor.Builder given) {
        TokenDoctor.Builder doctor = given.environment(
                Map.of("HTTPS_PROXY", any("http://user:" + proxyPassword + "@proxy:3128", "h h:" + proxyPassword)));
        doctor = sometimes() ? doctor.comparableFingerprint() : doctor;
        doctor = sometimes() ? doctor.stats(RunStatistics.create()) : doctor;
        doctor = random.nextInt(3) == 0
                ? doctor.probe(URI.create("https://user:" + plain + "@api.example.com/" + "orders?q=" + query))
                : doctor;
        return random.nextInt(3) == 0 ? doctor.probe(URI.create("https://api.example.com/orders?q=" + query)) : doctor;
    }

    private TransportResponse answer() {
        String body = any(
                grant(),
                grant(),
                "{\"error\":\""
                        + any("invalid_client", "invalid_scope", "unauthorized_client", "invalid_request", quote())
                        + "\",\"error_description\":\"" + any("no", quote(), "it was " + quote()) + "\"}",
                "<html>" + quote(),
                "access_token=" + token,
                "",
                quote(),
                "[\"" + quote() + "\"]",
                "{\"data\":" + grant() + "}");
        return Patient.response(
                any(200, 200, 400, 401, 403, 404, 302, 429, 500, 0),
                body,
                "X-Request-Id",
                any("req-42", quote()),
                "Content-Type",
                any("application/json", "text/html", "text/x; " + quote()),
                "Location",
                any("https://login.example.com/?t=" + quote(), "//" + quote() + "/", quote()),
                "WWW-Authenticate",
                any(
                        "Basic",
                        "Bearer",
                        quote(),
                        "Bearer realm=\"" + quote() + "\"",
                        "Bearer error=\"" + quote() + "\", scope=\"" + quote() + "\""),
                "Date",
                any(Patient.DATE, "Tue, 01 Jan 2030 00:09:00 GMT", quote()));
    }

    private String grant() {
        String jwt = SectionsTest.jwt(
                "{\"alg\":\"RS256\",\"kid\":\"k1\"}",
                "{\"iss\":\"https://id.prod.example.com\",\"sub\":\"" + plain + "\",\"jti\":\"" + token + "\",\"exp\":"
                        + any("1893455990", "1893459600", "\"" + token + "\"") + "}");
        return "{\"access_token\":\"" + any(token, jwt.substring(0, jwt.lastIndexOf('.') + 1) + token)
                + "\",\"token_type\":\"" + any("Bearer", "Bearer", "bearer", token) + "\",\"expires_in\":"
                + any("3600", "5", "\"3600\"", "\"" + token + "\"", "1e30") + ",\"refresh_token\":\"" + token
                + "\",\"scope\":\"" + any("orders:read", "other", token) + "\"}";
    }

    /** The canaries that a text shows: twelve characters in a row, or the whole encoded. */
    List<String> leaked(String shown) {
        return canaries.stream().filter(canary -> shows(shown, canary)).toList();
    }

    private static boolean shows(String shown, String canary) {
        for (int i = 0; i + RUN <= canary.length(); i++) {
            if (shown.contains(canary.substring(i, i + RUN))) {
                return true;
            }
        }
        for (int i = 0; i < 3; i++) {
            String base64 = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(canary.substring(i).getBytes(UTF_8));
            if (shown.contains(base64.substring(0, base64.length() - 2))) {
                return true;
            }
        }
        return shown.contains(HexFormat.of().formatHex(canary.getBytes(UTF_8)));
    }
}
