package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import io.reactortoken.credential.Secret;
import io.reactortoken.oauth2.internal.answer.Reading.Granted;
import io.reactortoken.oauth2.internal.answer.Reading.Refused;
import io.reactortoken.oauth2.internal.body.Again;
import io.reactortoken.oauth2.internal.body.FormAnswer;
import io.reactortoken.oauth2.internal.body.JsonObject;
import io.reactortoken.oauth2.internal.body.Malformed;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint's answer means: a token (RFC 6749 section 5.1) or a {@link TokenException}.
 *
 * @since 0.1.0
 */
public final class TokenAnswer {

    private final TransportResponse response;
    private final Asked asked;
    private final ServerFacts facts;
    private final Instant receivedAt;

    private TokenAnswer(TransportResponse response, Asked asked, Instant receivedAt) {
        this.response = response;
        this.asked = asked;
        this.receivedAt = receivedAt;
        this.facts = ServerFacts.of(response, asked.echo(), asked.sentAt(), receivedAt);
    }

    /**
     * Reads an answer. Throws nothing, whatever was received: Reactor would throw an error of the JVM past every
     * subscriber, and those who wait would sit out their deadline.
     *
     * @param response what was received
     * @param asked what was asked
     * @param receivedAt by our clock
     * @return a token, or why there is none
     */
    public static Reading read(TransportResponse response, Asked asked, Instant receivedAt) {
        try {
            return new TokenAnswer(response, asked, receivedAt).read();
        } catch (LinkageError | VirtualMachineError ofTheJvm) {
            TokenFailure failure = TokenFailure.of(
                            Code.MTR,
                            "the answer could not be read: "
                                    + ofTheJvm.getClass().getName())
                    .hint("H-RESPONSE", "the cause is the JVM's own error; is the class path complete?");
            return new Refused(TokenResponseException.of(failure, ofTheJvm), Again.NO);
        }
    }

    private Reading read() {
        boolean granting = mayGrant(response.status());
        try {
            ResponseMembers members = parse(granting);
            return granting && !members.refused ? granted(members) : refused(members);
        } catch (Malformed malformed) {
            return new Refused(Malformed.toException(place(malformed.failure(asked.repeated()))), malformed.again());
        }
    }

    /** RFC 6749 section 5.1 says 200; others that promise a whole answer occur. 202 and 206 promise there is more. */
    private static boolean mayGrant(int status) {
        return status >= 200 && status < 300 && status != 202 && status != 206;
    }

    /** An error may be anything; what cannot be read is as if it were not there. */
    private ResponseMembers parse(boolean granting) {
        try {
            ResponseMembers members = new ResponseMembers(asked.rules());
            boolean form = asked.rules().tolerance().form();
            JsonObject.read(form ? FormAnswer.rewrite(response) : response, members);
            return members;
        } catch (Malformed unreadable) {
            if (granting) {
                throw unreadable;
            }
            return new ResponseMembers(asked.rules());
        }
    }

    private Refused refused(ResponseMembers members) {
        TokenException error =
                new ErrorMapper(response, members, asked, receivedAt).map(new RefusalHints(asked, facts), this::place);
        boolean misdirected = response.status() == ErrorMapper.MISDIRECTED && members.error.isEmpty();
        return new Refused(error, misdirected ? Again.ON_A_NEW_CONNECTION : Again.NO);
    }

    private Granted granted(ResponseMembers members) {
        members.fault().ifPresent(fault -> {
            throw fault;
        });
        TokenText.requireUsable(members);
        String type = new TokenType(asked, members).require();
        Scopes scopes = new Scopes(asked.request().scopes(), members.scope);
        if (asked.rules().requireAllScopes()) {
            scopes.requireAll(asked.echo());
        }
        Lifetime lifetime = Lifetime.of(members, asked, receivedAt);
        AccessToken.Builder token = AccessToken.builder(members.accessToken)
                .type(type)
                .scopes(scopes.granted())
                .issuedAt(asked.sentAt());
        Duration seconds = lifetime.seconds();
        return new Granted(
                (seconds == null ? token : token.lifetime(seconds)).build(),
                refreshToken(members),
                new AnswerLints(asked, facts, response).find(members, scopes, lifetime),
                facts.skew());
    }

    private @Nullable Secret refreshToken(ResponseMembers members) {
        return asked.rules().keepRefreshToken() && members.hasUsableRefreshToken()
                ? Secret.of(members.refreshToken)
                : null;
    }

    /** Adds who asked whom, and what the answer's headers tell. */
    private TokenFailure place(TokenFailure failure) {
        TokenFailure told = failure.hintId().equals("H-HTML")
                ? failure.hint(
                        "H-HTML",
                        "HTML instead of JSON: wrong URL (" + asked.path() + "), login page, proxy or firewall?")
                : failure;
        TokenFailure placed = told.client(asked.client())
                .origin(asked.origin())
                .status(response.status())
                .correlationIds(facts.correlationIds())
                .sentAt(asked.sentAt());
        return facts.skew().map(placed::clockSkew).orElse(placed);
    }
}
