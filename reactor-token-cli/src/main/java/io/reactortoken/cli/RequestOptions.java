package io.reactortoken.cli;

import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.Issuer;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.transport.TokenTransport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which token is asked for, from whom, and as whom. */
final class RequestOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Server server = new Server();

    @Option(names = "--client-id", required = true, paramLabel = "ID", description = "The client's registered id.")
    private String clientId = "";

    @Option(
            names = "--secret",
            paramLabel = "WHERE",
            converter = SecretOption.class,
            description = "Where its secret is: env:NAME, file:PATH or dotenv:PATH#NAME. Never the secret itself.")
    private @Nullable SecretSource secret;

    @Option(
            names = "--auth",
            paramLabel = "HOW",
            converter = AuthOption.class,
            description = "basic (default), basic-raw, post or none. With --cert and no --secret: the certificate.")
    private @Nullable ClientAuthentication authentication;

    @Option(names = "--scope", paramLabel = "SCOPE", description = "A scope to ask for. Repeatable.")
    private List<String> scopes = List.of();

    @Option(names = "--resource", paramLabel = "URI", description = "The API's URI (RFC 8707). Repeatable.")
    private List<String> resources = List.of();

    @Option(names = "--audience", paramLabel = "NAME", description = "The API's name, for servers that want one.")
    private List<String> audiences = List.of();

    @Option(
            names = "--param",
            paramLabel = "K=V",
            converter = ParamOption.class,
            description = "Another parameter of the token request. Repeatable.")
    private List<ParamOption.Param> parameters = List.of();

    @Option(names = "--allow-plaintext", description = "Allow http, for tests: secret and token are readable then.")
    private boolean plaintext;

    /** One of them. */
    static final class Server {
        @Option(names = "--token-uri", required = true, paramLabel = "URI", description = "The token endpoint.")
        private String tokenUri = "";

        @Option(
                names = "--issuer",
                required = true,
                paramLabel = "URI",
                description = "Or the issuer: the endpoint is in its metadata.")
        private String issuer = "";
    }

    boolean plaintextAllowed() {
        return plaintext;
    }

    /** Not checked as a whole: the doctor wants to see one that cannot work, too. */
    TokenRequest request(TokenTransport transport, boolean certificate) {
        TokenRequest request = start().clientId(clientId).transport(transport).retry(RetryPolicy.none());
        request = secret == null ? request : request.clientSecret(secret);
        request = authentication == null ? request : request.authentication(authentication);
        if (certificate && secret == null) {
            request = request.authentication(ClientAuthentication.tlsClientAuth());
        }
        request = plaintext ? request.allowPlaintext() : request;
        return withParameters(request.scope(scopes.toArray(String[]::new))
                .resource(resources.toArray(String[]::new))
                .audience(audiences.toArray(String[]::new)));
    }

    /** Where each value came from, as the doctor's report tells it. */
    Map<String, String> origins() {
        Map<String, String> origins = new LinkedHashMap<>();
        String server = this.server.issuer.isEmpty() ? "token-uri" : "issuer";
        for (String name : List.of(server, "client-id", "secret", "scope", "resource", "audience", "param")) {
            if (command.commandLine().getParseResult().hasMatchedOption("--" + name)) {
                origins.put(name, "option --" + name);
            }
        }
        if (authentication != null) {
            origins.put("authentication", "option --auth");
        }
        return origins;
    }

    private TokenRequest start() {
        return server.issuer.isEmpty()
                ? OAuth2.clientCredentials(server.tokenUri)
                : OAuth2.clientCredentials(Issuer.of(server.issuer));
    }

    private TokenRequest withParameters(TokenRequest base) {
        TokenRequest request = base;
        for (ParamOption.Param parameter : parameters) {
            try {
                request = request.param(parameter.name(), parameter.value());
            } catch (TokenConfigurationException reserved) {
                String option = ownOption(parameter.name());
                throw new ParameterException(
                        command.commandLine(),
                        "--param " + parameter.name() + " cannot be: "
                                + reserved.failure().message() + option);
            }
        }
        return request;
    }

    private static String ownOption(String name) {
        return switch (name) {
            case "scope", "resource", "audience" -> "; use --" + name;
            case "client_id" -> "; use --client-id";
            default -> "";
        };
    }
}
