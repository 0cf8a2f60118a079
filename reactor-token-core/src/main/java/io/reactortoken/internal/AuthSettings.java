package io.reactortoken.internal;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenSource;
import io.reactortoken.http.Answer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import reactor.util.context.ContextView;

/**
 * Everything that an integration was told: whose token, for whom, and what to do in doubt. Immutable: changed only on a
 * copy that nobody else has seen yet.
 *
 * @since 0.1.0
 */
public final class AuthSettings {

    private final Function<? super ContextView, ? extends TokenSource> sources;
    private OriginAllowList origins = OriginAllowList.nobody();
    private Authorizer authorizer = Authorizer.bearer();
    private BodyReplay bodies = BodyReplay.NEVER;
    private boolean replacingAuthorization;
    private boolean passingForeignOrigins;
    private boolean signallingTokenErrors;

    private AuthSettings(Function<? super ContextView, ? extends TokenSource> sources) {
        this.sources = sources;
    }

    /**
     * Starts with a source for each subscriber.
     *
     * @param sources from the subscriber's Context to its source
     * @return settings that allow no origin
     */
    public static AuthSettings of(Function<? super ContextView, ? extends TokenSource> sources) {
        return new AuthSettings(requireNonNull(sources, "tokens"));
    }

    private AuthSettings with(Consumer<AuthSettings> change) {
        AuthSettings copy = new AuthSettings(sources);
        copy.origins = origins;
        copy.authorizer = authorizer;
        copy.bodies = bodies;
        copy.replacingAuthorization = replacingAuthorization;
        copy.passingForeignOrigins = passingForeignOrigins;
        copy.signallingTokenErrors = signallingTokenErrors;
        change.accept(copy);
        return copy;
    }

    /**
     * Changes who may see the token.
     *
     * @param change from the present list to the next one
     * @return new settings
     */
    public AuthSettings origins(UnaryOperator<OriginAllowList> change) {
        OriginAllowList changed = change.apply(origins);
        return with(copy -> copy.origins = changed);
    }

    /**
     * Adds what an API means by a refused token, beyond what the authorizer knows.
     *
     * @param refusal recognises the answer to a refused token
     * @return new settings
     */
    public AuthSettings refreshOn(Predicate<? super Answer> refusal) {
        Authorizer wider = new HabitualAuthorizer(authorizer, refusal);
        return with(copy -> copy.authorizer = wider);
    }

    /**
     * Changes what may be done with bodies.
     *
     * @param policy for every request that says nothing else
     * @return new settings
     */
    public AuthSettings bodies(BodyReplay policy) {
        return with(copy -> copy.bodies = policy);
    }

    /** {@return settings by which an {@code Authorization} header that is already there gives way to the token's} */
    public AuthSettings replacingAuthorization() {
        return with(copy -> copy.replacingAuthorization = true);
    }

    /** {@return settings by which a request to an origin that nobody named is sent, without a token} */
    public AuthSettings passingForeignOrigins() {
        return with(copy -> copy.passingForeignOrigins = true);
    }

    /** {@return settings by which the error of a failed renewal is signalled, in the place of the refusal} */
    public AuthSettings signallingTokenErrors() {
        return with(copy -> copy.signallingTokenErrors = true);
    }

    /** {@return who may see the token} */
    public OriginAllowList origins() {
        return origins;
    }

    /** {@return how a token is written, and what an answer means} */
    public Authorizer authorizer() {
        return authorizer;
    }

    /** {@return what may be done with bodies} */
    public BodyReplay bodies() {
        return bodies;
    }

    /** {@return whether an {@code Authorization} header that is already there gives way to the token's} */
    public boolean replacesAuthorization() {
        return replacingAuthorization;
    }

    /** {@return whether a request to an origin that nobody named is sent without a token, rather than refused} */
    public boolean passesForeignOrigins() {
        return passingForeignOrigins;
    }

    boolean signalsTokenErrors() {
        return signallingTokenErrors;
    }

    TokenSource source(ContextView context) {
        return requireNonNull(sources.apply(context), "the function returned no token source");
    }

    @Override
    public String toString() {
        return origins.toString();
    }
}
