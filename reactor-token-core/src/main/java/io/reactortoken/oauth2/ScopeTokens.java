package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;

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

    private static TokenConfigurationException refuse(String what) {
        TokenFailure failure = TokenFailure.of(Code.CFG, what)
                .hint("H-SCOPE", "pass each scope token as an argument of its own: scope(\"a\", \"b\"), not \"a b\"");
        return TokenConfigurationException.of(failure, null);
    }
}
