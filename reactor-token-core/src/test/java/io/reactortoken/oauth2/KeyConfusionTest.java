package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TokenTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * CF-41, TM-31: no two configurations share a token. The server's tokens are a hash of what it was asked, so that a token
 * of another configuration has another text. Its seed is in the message of a failure.
 */
class KeyConfusionTest {

    private static final int SEEDS = Integer.getInteger("reactortoken.keys.seeds", 10);
    private static final int CONFIGURATIONS = 250;

    private static final List<String> TEXTS = List.of("a", "b", "c", "a:b", "b:c", "a b", "a%20b", "a+b", "A", "a&b=c");
    private static final List<String> SCOPES = List.of("x", "y", "x%20y", "x+y", "X", "x,y", "xy");
    private static final List<String> URIS = List.of(
            Ask.URI,
            Ask.URI + "/",
            Ask.URI + "?a=b",
            Ask.URI + "?a=%62",
            "https://ID.example.com/token",
            "https://id.example.com:443/token",
            "https://id.example.com/t%2Fx",
            "https://id.example.com/t%2fx");
    private static final List<String> RESOURCES =
            List.of("https://api/a", "https://api/a%2Fb", "https://api/a%2fb", "https://API/a", "urn:a", "urn:a:b");
    private static final List<ClientAuthentication> METHODS = List.of(
            ClientAuthentication.clientSecretBasic(),
            ClientAuthentication.clientSecretBasicRaw(),
            ClientAuthentication.clientSecretPost(),
            ClientAuthentication.allowingEmptySecret(ClientAuthentication.clientSecretPost()));

    private static final List<Integer> HOURS = List.of(1, 2);

    private final RegistryPolicy policy =
            RegistryPolicy.defaults().withCache(TestTime.create().policy().build());
    private final TenantServer server = TenantServer.answering();
    private final TenantServer other = TenantServer.answering();
    private final List<SecretSource> secrets =
            TEXTS.stream().map(SecretSource::of).toList();
    /** The same bytes by another certificate: another token. */
    private final List<TokenTransport> transports = List.of(
            server,
            request -> other.exchange(request)
                    .map(answer -> RecordingTransport.response(
                            200,
                            RecordingTransport.GRANTED.replace(
                                    RecordingTransport.TOKEN, "other-" + TenantServer.tokenFor(request)))));

    private static String text(TokenSource source) {
        return source.token()
                .map(AccessToken::reveal)
                .blockOptional(Duration.ofSeconds(5))
                .orElseThrow();
    }

    /** What a configuration is made of: one number per choice, so that another one may differ in one of them. */
    private record Draws(List<Integer> numbers) {

        static Draws by(Random random) {
            return new Draws(random.ints(18, 0, 5_040).boxed().toList());
        }

        Draws butOne(Random random) {
            List<Integer> changed = new ArrayList<>(numbers);
            changed.set(random.nextInt(changed.size()), random.nextInt(5_040));
            return new Draws(changed);
        }

        <T> T pick(int choice, List<T> values) {
            return values.get(numbers.get(choice) % values.size());
        }

        boolean oneIn(int times, int choice) {
            return numbers.get(choice) % times == 0;
        }
    }

    private TokenRequest configuration(Draws draws) {
        String uri = draws.pick(0, URIS);
        SecretSource assertion = draws.pick(1, secrets);
        TokenRequest request = draws.oneIn(3, 2) ? OAuth2.jwtBearer(uri, assertion) : OAuth2.clientCredentials(uri);
        request = draws.oneIn(5, 2)
                ? OAuth2.tokenExchange(uri, TokenExchange.of(SecurityToken.accessToken(assertion)))
                : request;
        request = request.clientId(draws.pick(3, TEXTS))
                .clientSecret(draws.pick(4, secrets))
                .transport(draws.pick(5, transports))
                .authentication(draws.pick(6, METHODS));
        request = draws.oneIn(4, 16) ? request.client(draws.pick(16, secrets), draws.pick(4, secrets)) : request;
        request = draws.oneIn(4, 17)
                ? request.fallbackToPreviousSecret(Duration.ofHours(draws.pick(17, HOURS)))
                : request;
        request = draws.oneIn(2, 7) ? request.scope(draws.pick(7, SCOPES)) : request;
        request = draws.oneIn(2, 8) ? request.scope(draws.pick(8, SCOPES)) : request;
        request = draws.oneIn(2, 9) ? request.resource(draws.pick(9, RESOURCES)) : request;
        request = draws.oneIn(2, 10) ? request.resource(draws.pick(10, RESOURCES)) : request;
        request = draws.oneIn(3, 11) ? request.audience(draws.pick(11, TEXTS)) : request;
        request =
                draws.oneIn(3, 12) ? request.param(draws.pick(13, List.of("p", "q")), draws.pick(12, TEXTS)) : request;
        request = draws.oneIn(3, 14) ? request.param("s", draws.pick(14, secrets)) : request;
        return draws.oneIn(4, 15) ? request.name(draws.pick(15, TEXTS)) : request;
    }

    @Test
    @DisplayName(
            "CF-41, TM-31, SD-19: whatever is configured, a registry of requests hands out its own token and no other")
    void requestsAreNeverConfused() {
        int shared = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            var tokens = TokenSources.perRequest(policy);
            Map<TokenRequest, String> expected = new HashMap<>();
            Draws draws = Draws.by(random);
            for (int i = 0; i < CONFIGURATIONS; i++) {
                // another one, one that differs in one choice, or the same again
                draws = switch (random.nextInt(4)) {
                    case 0 -> Draws.by(random);
                    case 1 -> draws;
                    default -> draws.butOne(random);
                };
                TokenRequest request = configuration(draws);
                String own = ownToken(request);
                if (own != null) {
                    assertThat(text(tokens.source(request)))
                            .as("seed %d, configuration %d: %s", seed, i, request)
                            .isEqualTo(own);
                    String before = expected.put(request, own);
                    shared += before == null ? 0 : 1;
                    assertThat(before == null || before.equals(own))
                            .as("seed %d, configuration %d: equal to one that gets another token", seed, i)
                            .isTrue();
                }
            }
            assertThat(tokens.size()).as("seed %d", seed).isEqualTo(expected.size());
            tokens.close();
        }
        assertThat(shared).as("configurations that were there before").isPositive();
    }

    /** Without a cache; null for what cannot work. */
    private static @Nullable String ownToken(TokenRequest request) {
        try {
            return text(request.source());
        } catch (TokenException refused) {
            return null;
        }
    }

    /** A key of two parts, as an application has it. */
    private record Tenant(String organisation, String project) {}

    @Test
    @DisplayName("CF-41, TM-31: tenants a, b:c and a:b, c are two, and so are all others")
    void tenantsAreNeverConfused() {
        var tokens = TokenSources.<Tenant>perKey(
                tenant -> OAuth2.clientCredentials(Ask.URI)
                        .clientId("billing")
                        .clientSecret(secrets.get(0))
                        .param("organisation", tenant.organisation)
                        .param("project", tenant.project)
                        .transport(server),
                policy);
        Map<String, Tenant> owners = new HashMap<>();
        for (String organisation : TEXTS) {
            for (String project : TEXTS) {
                Tenant tenant = new Tenant(organisation, project);
                assertThat(owners.put(text(tokens.source(tenant)), tenant)).isNull();
            }
        }
        owners.forEach(
                (token, tenant) -> assertThat(text(tokens.source(new Tenant(tenant.organisation, tenant.project))))
                        .isEqualTo(token));
        assertThat(server.requests).hasSize(TEXTS.size() * TEXTS.size());
        tokens.close();
    }

    static Stream<Arguments> differences() {
        return Stream.concat(whatIsAsked(), whoAsksWhom());
    }

    private static Stream<Arguments> whatIsAsked() {
        return Stream.of(
                difference("scope x y and x%20y", base -> base.scope("x", "y"), base -> base.scope("x%20y")),
                difference("resource", base -> base.resource("urn:a"), base -> base.resource("urn:b")),
                difference(
                        "the order of resources",
                        base -> base.resource("urn:a", "urn:b"),
                        base -> base.resource("urn:b", "urn:a")),
                difference("resource or audience", base -> base.resource("urn:a"), base -> base.audience("urn:a")),
                difference("parameter", base -> base.param("p", "1"), base -> base.param("p", "2")),
                difference(
                        "parameters",
                        base -> base.param("p", "1&q=2"),
                        base -> base.param("p", "1").param("q", "2")));
    }

    private static Stream<Arguments> whoAsksWhom() {
        SecretSource assertion = SecretSource.of("assertion");
        SecretSource id = SecretSource.of("billing");
        return Stream.of(
                difference("client id", base -> base.clientId("a:b"), base -> base.clientId("a")),
                difference(
                        "where the client id comes from",
                        base -> base.client(id, assertion),
                        base -> base.clientSecret(assertion)),
                difference("secret", base -> base, base -> base.clientSecret(SecretSource.of("another"))),
                difference("fallback", base -> base, base -> base.fallbackToPreviousSecret(Duration.ofHours(1))),
                difference(
                        "method", base -> base, base -> base.authentication(ClientAuthentication.clientSecretPost())),
                difference(
                        "grant",
                        base -> base,
                        base -> OAuth2.jwtBearer(Ask.URI, assertion).clientId("billing")),
                difference(
                        "answers",
                        base -> base,
                        base -> base.answers(AnswerPolicy.strict().requireAllScopes())),
                difference("transport", base -> base, base -> base.transport(TenantServer.answering())),
                difference("name", base -> base.name("a"), base -> base.name("b")),
                difference(
                        "issuer",
                        base -> OAuth2.clientCredentials(Issuer.of("https://id.example.com/a")),
                        base -> OAuth2.clientCredentials(Issuer.of("https://id.example.com/b"))),
                difference(
                        "where an issuer's endpoints may be",
                        base -> OAuth2.clientCredentials(Issuer.of("https://id.example.com")),
                        base -> OAuth2.clientCredentials(
                                Issuer.of("https://id.example.com").allowEndpointsAt("https://other.example.com"))),
                difference(
                        "issuer or token URI",
                        base -> OAuth2.clientCredentials(Issuer.of(Ask.URI)),
                        base -> OAuth2.clientCredentials(Ask.URI)));
    }

    private static Arguments difference(
            String what, Function<TokenRequest, TokenRequest> one, Function<TokenRequest, TokenRequest> other) {
        return Arguments.of(what, one, other);
    }

    @ParameterizedTest(name = "CF-41: {0}")
    @MethodSource("differences")
    @DisplayName("CF-41: two requests that differ are two keys; the same calls again make an equal one")
    void differs(String what, Function<TokenRequest, TokenRequest> one, Function<TokenRequest, TokenRequest> other) {
        TokenRequest base = OAuth2.clientCredentials(Ask.URI)
                .clientId("billing")
                .clientSecret(secrets.get(0))
                .transport(server);
        assertThat(one.apply(base)).isNotEqualTo(other.apply(base)).isNotEqualTo(what);
        assertThat(one.apply(base)).isEqualTo(one.apply(base)).hasSameHashCodeAs(one.apply(base));
    }
}
