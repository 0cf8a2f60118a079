package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.oauth2.internal.request.FormParameters;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Parameters of a user's own; what this library sets itself cannot be overridden through them (R6749-43). */
final class ExtraParameters {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Set<String> RESERVED = Set.of(
            "grant_type",
            "client_id",
            "client_secret",
            "scope",
            "resource",
            "audience",
            "refresh_token",
            "assertion",
            "subject_token",
            "subject_token_type",
            "actor_token",
            "actor_token_type",
            "requested_token_type");

    private ExtraParameters() {}

    static void check(RequestParts present, String name, String value) {
        checkName(present, name);
        if (!FormParameters.isUnicode(value)) {
            throw refuse("the parameter " + name + " holds half of a surrogate pair");
        }
        if (value.isEmpty()) {
            throw refuse("the parameter " + name + " is empty, and servers read that as absent");
        }
    }

    static void checkName(RequestParts present, String name) {
        if (!NAME.matcher(name).matches()) {
            throw refuse("a parameter name must match " + NAME.pattern());
        }
        if (isReserved(name)) {
            throw refuse("the parameter " + name + " is set by its own method, or by the grant");
        }
        if (present.parameters.containsKey(name) || present.secretParameters.containsKey(name)) {
            throw refuse("the parameter " + name + " is there already, and a token request must not repeat it");
        }
    }

    /** Whatever the case: a server that does not look at it would read two of them. */
    private static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || lower.startsWith("client_assertion");
    }

    private static TokenConfigurationException refuse(String what) {
        return TokenConfigurationException.of(
                TokenFailure.of(Code.CFG, what).hint("H-REQ", "check the call of param(name, value)"), null);
    }
}
