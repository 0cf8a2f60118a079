package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Scope (RFC 6749 section 3.3): a space-delimited list of case-sensitive tokens. */
final class ScopeTokens {

    private ScopeTokens() {}

    static void check(String token) {
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '"' || c == '\\') {
                throw refuse(String.format("a scope token holds U+%04X at index %d", (int) c, i));
            }
        }
        if (token.isEmpty()) {
            throw refuse("a scope token is empty");
        }
    }

    static Set<String> parse(String list) {
        Set<String> tokens = new LinkedHashSet<>(Arrays.asList(list.split(" ", -1)));
        tokens.remove("");
        return tokens;
    }

    /** What was granted, null where the server does not say. Some servers send an array, which leaves no doubt. */
    static @Nullable Set<String> read(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parse(parser.getString());
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw notTokens();
        }
        Set<String> tokens = new LinkedHashSet<>();
        boolean texts = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts &= parser.currentToken() == JsonToken.VALUE_STRING;
            if (texts) {
                tokens.addAll(parse(parser.getString()));
            }
            parser.skipChildren();
        }
        if (!texts) {
            throw notTokens();
        }
        return tokens;
    }

    private static TokenResponseException notTokens() {
        return TokenAnswer.malformed("the member scope is neither a string nor strings", "ask the server's owner");
    }

    private static TokenConfigurationException refuse(String what) {
        TokenFailure failure = TokenFailure.of(Code.CFG, what)
                .hint("H-SCOPE", "pass each scope token as an argument of its own: scope(\"a\", \"b\"), not \"a b\"");
        return TokenConfigurationException.of(failure, null);
    }
}
