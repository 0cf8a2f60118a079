package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.oauth2.internal.body.Malformed;
import java.util.Locale;

/** The type of the token that was issued (RFC 6749 section 7.1, RFC 8693 section 2.2.1). */
final class TokenType {

    private static final String BEARER = "Bearer";
    private static final String NOT_APPLICABLE = "N_A";

    private final AnswerRules rules;
    private final ResponseMembers members;
    private final Echo echo;

    TokenType(Asked asked, ResponseMembers members) {
        this.rules = asked.rules();
        this.members = members;
        this.echo = asked.echo().and(members.accessToken).and(members.refreshToken);
    }

    /** The type in its canonical spelling. */
    String require() {
        requireIssuedType();
        String type = members.tokenType;
        if (type == null) {
            if (rules.tolerance().missingType()) {
                return BEARER;
            }
            throw Malformed.of(
                    FailureKind.MISSING,
                    "the answer has no token_type",
                    "RFC 6749 section 5.1 requires one; is this the token endpoint? or AnswerPolicy.assumeBearer()");
        }
        if (type.isEmpty()) {
            throw Malformed.of(FailureKind.BAD_TYPE, "the member token_type is empty", Malformed.OWNER);
        }
        return known(type);
    }

    private String known(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.equals("bearer") || rules.tolerance().typeAliases().contains(lower)) {
            return BEARER;
        }
        if (lower.equals("n_a") && rules.exchange() != null) {
            return NOT_APPLICABLE;
        }
        throw refuse(
                "the server issued a token of type '" + echo.show(type, 64) + "', which is not understood",
                "this client can present bearer tokens only; if it is one: AnswerPolicy.typeAlias(..)");
    }

    private void requireIssuedType() {
        AnswerRules.Exchange exchange = rules.exchange();
        if (exchange == null) {
            return;
        }
        if (members.issuedTokenType.isEmpty()) {
            throw Malformed.of(
                    FailureKind.MISSING,
                    "the answer has no issued_token_type",
                    "RFC 8693 section 2.2.1 requires one; does this server know token exchange?");
        }
        boolean asRequested =
                exchange.requestedType().isEmpty() || exchange.requestedType().equals(members.issuedTokenType);
        if (!asRequested && !exchange.anyType()) {
            throw refuse(
                    "the server issued a token of type '" + echo.show(members.issuedTokenType, 96)
                            + "', which is not the requested one",
                    "requested: " + exchange.requestedType());
        }
    }

    private static Malformed refuse(String what, String check) {
        return Malformed.of(TokenFailure.of(Code.UTT, what).hint("H-TYPE", check));
    }
}
