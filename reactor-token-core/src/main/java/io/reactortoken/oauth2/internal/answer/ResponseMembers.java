package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.FailureKind;
import io.reactortoken.oauth2.internal.body.JsonMembers;
import io.reactortoken.oauth2.internal.body.Malformed;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The members of a token endpoint's JSON object that matter (RFC 6749 sections 5.1 and 5.2, RFC 8693 section 2.2.1).
 *
 * <p>A member of the wrong type is a {@link #fault} of a success only: it must not hide the error beside it.
 */
final class ResponseMembers implements JsonMembers {

    private static final int LONGEST_ERROR = 64;

    String accessToken = "";
    /** Null where the server does not say. */
    @Nullable
    String tokenType;

    String issuedTokenType = "";
    String refreshToken = "";

    /** Null where the server does not say: granted is what was asked for. */
    @Nullable
    GrantedScope scope;

    /** Null where the server does not say. */
    @Nullable
    Duration lifetime;

    boolean lifetimeAsText;
    boolean badLifetime;

    /** Empty where there is none that can be shown. */
    String error = "";

    String description = "";

    /** The server said {@code error}, in a text or in one too long to show. */
    boolean refused;

    boolean idToken;

    final MemberNames names = new MemberNames();
    private final AnswerRules rules;
    private final Set<String> seen = new HashSet<>();
    private @Nullable Malformed fault;

    ResponseMembers(AnswerRules rules) {
        this.rules = rules;
    }

    /** The first thing that is wrong with the members of a success. */
    Optional<Malformed> fault() {
        return Optional.ofNullable(fault);
    }

    /** RFC 6749 appendix A.17. */
    boolean hasUsableRefreshToken() {
        return !refreshToken.isEmpty() && refreshToken.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    @Override
    public void take(String name, JsonParser parser) {
        switch (name) {
            case "access_token", "token_type", "scope", "expires_in", "issued_token_type" -> {
                once(name);
                takeGranted(name, parser);
            }
            case "error" -> {
                once(name);
                String text = textOrNothing(parser);
                refused = !text.isEmpty();
                error = text.length() <= LONGEST_ERROR ? text : "";
            }
            case "error_description" -> {
                once(name);
                description = textOrNothing(parser);
            }
            case "refresh_token" -> {
                once(name);
                refreshToken = textOrNothing(parser);
            }
            default -> takeOther(name, parser);
        }
        if (!name.equals("access_token") && !name.equals("error")) {
            names.add(name);
        }
    }

    private void takeOther(String name, JsonParser parser) {
        idToken |= name.equals("id_token");
        if (MemberNames.isTitle(name)) {
            names.title(textOrNothing(parser));
        } else {
            parser.skipChildren();
        }
    }

    private void once(String name) {
        if (!seen.add(name)) {
            throw Malformed.of(FailureKind.TOO_COMPLEX, "the answer has a duplicate member " + name, Malformed.PROXY);
        }
    }

    private void takeGranted(String name, JsonParser parser) {
        try {
            switch (name) {
                case "access_token" -> accessToken = textOrNull(name, parser);
                case "token_type" -> tokenType = text(name, parser);
                case "issued_token_type" -> issuedTokenType = textOrNull(name, parser);
                case "scope" -> scope = isNull(parser) ? null : GrantedScope.read(parser);
                default -> takeLifetime(parser);
            }
        } catch (Malformed badType) {
            fault = fault == null ? badType : fault;
            parser.skipChildren();
        }
    }

    private void takeLifetime(JsonParser parser) {
        try {
            lifetimeAsText = parser.currentToken() == JsonToken.VALUE_STRING;
            lifetime = ExpiresIn.read(parser);
        } catch (Malformed noSeconds) {
            badLifetime = true;
            if (!rules.tolerance().badLifetime()) {
                throw noSeconds;
            }
            parser.skipChildren();
        }
    }

    private static boolean isNull(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private static String textOrNull(String name, JsonParser parser) {
        return isNull(parser) ? "" : text(name, parser);
    }

    private static String text(String name, JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw Malformed.of(FailureKind.BAD_TYPE, "the member " + name + " is not a string", Malformed.OWNER);
        }
        return parser.getString();
    }

    private static String textOrNothing(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        parser.skipChildren();
        return "";
    }
}
