package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Parameters of a user's own; what this library sets itself cannot be overridden through them (R6749-43). */
final class ExtraParameters {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Set<String> RESERVED =
            Set.of("grant_type", "client_id", "client_secret", "client_assertion", "client_assertion_type", "scope");

    private ExtraParameters() {}

    static void check(Map<String, String> present, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw refuse("a parameter name must match " + NAME.pattern());
        }
        if (RESERVED.contains(name)) {
            throw refuse("the parameter " + name + " is set by its own method");
        }
        if (present.containsKey(name)) {
            throw refuse("the parameter " + name + " is there already, and a token request must not repeat it");
        }
        if (value.isEmpty()) {
            throw refuse("the parameter " + name + " is empty, and servers read that as absent");
        }
    }

    private static TokenConfigurationException refuse(String what) {
        return TokenConfigurationException.of(
                TokenFailure.of(Code.CFG, what).hint("H-REQ", "check the call of param(name, value)"), null);
    }
}
