package io.reactortoken.oauth2.internal.discovery;

import io.reactortoken.FailureKind;
import io.reactortoken.oauth2.internal.body.JsonMembers;
import io.reactortoken.oauth2.internal.body.Malformed;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of a metadata document that matter (RFC 8414 section 2). Others may be anything, signed ones too. */
final class MetadataMembers implements JsonMembers {

    private static final int MOST_VALUES = 64;

    String issuer = "";
    String tokenEndpoint = "";
    String mtlsTokenEndpoint = "";
    Set<String> authMethods = Set.of();
    Set<String> signingAlgorithms = Set.of();
    Set<String> grantTypes = Set.of();
    Set<String> scopes = Set.of();
    private final Set<String> seen = new HashSet<>();

    @Override
    public void take(String name, JsonParser parser) {
        switch (name) {
            case "issuer" -> issuer = once(name, text(name, parser));
            case "token_endpoint" -> tokenEndpoint = once(name, text(name, parser));
            case "token_endpoint_auth_methods_supported" -> authMethods = texts(name, parser);
            case "token_endpoint_auth_signing_alg_values_supported" -> signingAlgorithms = texts(name, parser);
            case "grant_types_supported" -> grantTypes = texts(name, parser);
            case "scopes_supported" -> scopes = textsIfAny(parser);
            case "mtls_endpoint_aliases" -> takeAliases(name, parser);
            default -> parser.skipChildren();
        }
    }

    private String once(String name, String value) {
        if (!seen.add(name)) {
            throw Malformed.of(FailureKind.TOO_COMPLEX, "the metadata has a duplicate member " + name, Malformed.PROXY);
        }
        return value;
    }

    private void takeAliases(String name, JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw badType(name);
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String alias = parser.currentName();
            parser.nextToken();
            if (alias.equals("token_endpoint")) {
                mtlsTokenEndpoint = once("mtls " + alias, text(alias, parser));
            } else {
                parser.skipChildren();
            }
        }
    }

    private static String text(String name, JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw badType(name);
        }
        return parser.getString();
    }

    private static Set<String> texts(String name, JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw badType(name);
        }
        Set<String> texts = new LinkedHashSet<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String text = text(name, parser);
            if (texts.size() < MOST_VALUES) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** For hints alone: what is of another type is as if it were not there. */
    private static Set<String> textsIfAny(JsonParser parser) {
        Set<String> texts = new LinkedHashSet<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return texts;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING && texts.size() < MOST_VALUES) {
                texts.add(parser.getString());
            }
            parser.skipChildren();
        }
        return texts;
    }

    private static Malformed badType(String name) {
        return Malformed.of(
                FailureKind.BAD_TYPE,
                "the member " + name + " of the metadata is of another type than RFC 8414 says",
                "ask the server's owner");
    }
}
