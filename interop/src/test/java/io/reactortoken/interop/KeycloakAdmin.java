package io.reactortoken.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.netty.TokenAuth;
import io.reactortoken.oauth2.OAuth2;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

/** What an operator does, by Keycloak's REST interface, with a token of the client {@code operator}. */
final class KeycloakAdmin {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final KeycloakServer server;
    private final HttpClient plain;
    private final HttpClient authorized;

    KeycloakAdmin(KeycloakServer server) {
        this.server = server;
        this.plain = HttpClient.create().secure(spec -> spec.sslContext(trusting()));
        TokenSource operator = Asking.withSecret("operator", OAuth2.clientCredentials(server.tokenUri()))
                .source();
        this.authorized = TokenAuth.with(operator).allow(server.origin()).apply(plain);
    }

    private static SslContext trusting() {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(Asking.AUTHORITY.certificate())
                    .build();
        } catch (SSLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return a client that trusts the server, and shows it no token} */
    HttpClient client() {
        return plain;
    }

    private String secretOf(String client) {
        return server.origin() + "/admin/realms/acme/clients/" + client + "/client-secret";
    }

    /** {@return the new secret; the old one stays valid for a while} */
    String rotate(String client) {
        return member("value", answered(authorized.post().uri(secretOf(client))));
    }

    /** The old secret is not valid any longer. */
    void endOverlap(String client) {
        answered(authorized.delete().uri(secretOf(client) + "/rotated"));
    }

    /** {@return a token that a user got with a password, for what is no concern of ours} */
    String tokenOf(String user, String password) {
        String form = "grant_type=password&username=" + user + "&password=" + URLEncoder.encode(password, UTF_8)
                + "&client_id=" + URLEncoder.encode("billing/1", UTF_8)
                + "&client_secret=" + URLEncoder.encode(Asking.SECRET, UTF_8);
        return member(
                "access_token",
                answered(plain.headers(headers -> headers.set("Content-Type", "application/x-www-form-urlencoded"))
                        .post()
                        .uri(server.tokenUri())
                        .send(ByteBufMono.fromString(Mono.just(form)))));
    }

    private static String answered(HttpClient.ResponseReceiver<?> request) {
        return request.responseSingle((response, body) -> body.asString()
                        .defaultIfEmpty("")
                        .doOnNext(text ->
                                assertThat(response.status().code()).as(text).isBetween(200, 299)))
                .blockOptional(BOUND)
                .orElse("");
    }

    private static String member(String name, String json) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(member.find()).as("member " + name).isTrue();
        return member.group(1);
    }

    /** {@return the claims of a JWT} */
    static String claims(AccessToken token) {
        return new String(Base64.getUrlDecoder().decode(token.reveal().split("\\.", -1)[1]), UTF_8);
    }
}
