package io.reactortoken;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no token.
 *
 * <p>Catch by origin (the subclass), decide by {@link #retryable()} and {@link #retryAfter()}. The message is one ASCII
 * line: what failed, where, and what to check first. It never holds a secret or a
 * token. Of what a server sent it may hold the error code, a cleaned description, and names (of scopes, types, origins, a
 * correlation id), each bounded.
 *
 * <p>Each subscriber gets an instance of its own; subscribers that shared a fetch find the shared failure as the cause.
 *
 * @since 0.1.0
 */
public abstract sealed class TokenException extends RuntimeException
        permits TokenConfigurationException,
                TokenCredentialException,
                TokenEndpointException,
                TokenResponseException,
                TokenTransportException,
                TokenUnavailableException {

    private static final long serialVersionUID = 1L;

    private final transient TokenFailure failure;

    TokenException(TokenFailure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** A copy for one more receiver: no stack trace, because the stack of whoever wakes a waiter explains nothing. */
    TokenException(TokenFailure failure, TokenException cause, boolean writableStackTrace) {
        super(failure.message(), cause, true, writableStackTrace);
        this.failure = failure;
    }

    /** The same kind of exception around other facts, with this one as its cause: for one more receiver. */
    abstract TokenException copy(TokenFailure changed);

    /**
     * Returns this exception with other facts: same kind, same cause, same stack trace. For whoever knows more than the
     * maker did, as a token request knows the client that its transport does not.
     *
     * @param changed the facts to tell
     * @return a new exception
     */
    public abstract TokenException with(TokenFailure changed);

    /**
     * Returns what kind of failure this is.
     *
     * @return the code, which also opens the message
     */
    public TokenFailure.Code code() {
        return failure.code();
    }

    /**
     * Tells whether asking again later may succeed without anybody changing anything.
     *
     * @return true if it may
     */
    public boolean retryable() {
        return failure.isTransient();
    }

    /**
     * Returns how long to wait before asking again.
     *
     * @return the wait the server asked for, or the rest of a hold; empty if nothing is known
     */
    public Optional<Duration> retryAfter() {
        return failure.retryAfter();
    }

    /**
     * Returns the facts behind the message.
     *
     * @return code, place, attempt, status and hint
     */
    public TokenFailure failure() {
        return failure;
    }

    /**
     * Refuses: what is in memory about a failure is not for another process.
     *
     * @param out is not used
     * @throws NotSerializableException always
     */
    @SuppressWarnings("unused") // called by Java serialization
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(TokenException.class.getName());
    }
}
