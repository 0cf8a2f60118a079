package io.reactortoken.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A client secret. Its text leaves through {@link #reveal()} and through nothing else.
 *
 * <p>Immutable until it is closed, not serializable, compared by identity or by {@link #isSameAs}.
 *
 * @since 0.1.0
 */
public final class Secret implements AutoCloseable {

    private static final int MOST_BYTES_PER_CHAR = 3;
    private static final int LONGEST_VERSION = 64;

    /** Overwritten by {@link #close()}; guarded by itself. */
    private final byte[] utf8;

    private final String version;
    private final String edges;
    private boolean closed;

    private Secret(byte[] utf8, String version, String edges) {
        this.utf8 = utf8;
        this.version = version;
        this.edges = edges;
    }

    /**
     * Wraps a text. What the caller keeps may be overwritten afterwards; for a {@code char[]} use
     * {@link CharBuffer#wrap(char[])}.
     *
     * @param text the secret, exactly as it is sent
     * @return the secret
     * @throws IllegalArgumentException if {@code text} is not well-formed Unicode; the message does not show it
     */
    public static Secret of(CharSequence text) {
        ByteBuffer encoded = ByteBuffer.allocate(text.length() * MOST_BYTES_PER_CHAR);
        CoderResult result = UTF_8.newEncoder().encode(CharBuffer.wrap(text), encoded, true);
        byte[] utf8 = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        if (!result.isUnderflow()) {
            Arrays.fill(utf8, (byte) 0);
            throw new IllegalArgumentException("the secret holds half of a surrogate pair");
        }
        return new Secret(utf8, "", "");
    }

    /**
     * Wraps bytes. They are copied, so that the caller may overwrite his own.
     *
     * @param utf8 the secret in UTF-8, exactly as it is sent
     * @return the secret
     * @throws IllegalArgumentException if the bytes are not UTF-8; the message does not show them
     */
    public static Secret of(byte[] utf8) {
        byte[] copy = utf8.clone();
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(copy));
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("the secret is not UTF-8");
        }
        return new Secret(copy, "", "");
    }

    /**
     * Names the version that the store gave it.
     *
     * @param version not a secret itself; at most 64 characters are kept
     * @return a new secret with the same text
     */
    public Secret withVersion(String version) {
        requireNonNull(version, "version");
        return copy(version.substring(0, Math.min(version.length(), LONGEST_VERSION)), edges);
    }

    /** Remembers what was cut off, as code points. */
    Secret withEdges(String cutOff) {
        return copy(version, cutOff);
    }

    private Secret copy(String newVersion, String newEdges) {
        synchronized (utf8) {
            requireOpen();
            return new Secret(utf8.clone(), newVersion, newEdges);
        }
    }

    /**
     * Returns the text, for the request that carries it and for nothing else.
     *
     * @return the text
     * @throws IllegalStateException if it is closed
     */
    public String reveal() {
        synchronized (utf8) {
            requireOpen();
            return new String(utf8, UTF_8);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the secret is closed");
        }
    }

    /** {@return what the store calls this version; empty if it has no name for it} */
    public String version() {
        return version;
    }

    /** {@return the code points that were cut off its edges, for instance {@code U+000A}; empty if there were none} */
    public String edges() {
        return edges;
    }

    /** {@return true if there is no character in it} */
    public boolean isEmpty() {
        return utf8.length == 0;
    }

    /**
     * Tells whether another secret has the same text, in a time that does not depend on where they differ.
     *
     * @param other any
     * @return false if one of them is closed
     */
    public boolean isSameAs(Secret other) {
        byte[] theirs = other.bytes();
        synchronized (utf8) {
            boolean same = !closed && theirs.length == utf8.length && MessageDigest.isEqual(utf8, theirs);
            Arrays.fill(theirs, (byte) 0);
            return same && !other.isClosed();
        }
    }

    private byte[] bytes() {
        synchronized (utf8) {
            return utf8.clone();
        }
    }

    private boolean isClosed() {
        synchronized (utf8) {
            return closed;
        }
    }

    /** Overwrites the text. For whoever made it and knows that no request needs it any more. */
    @Override
    public void close() {
        synchronized (utf8) {
            closed = true;
            Arrays.fill(utf8, (byte) 0);
        }
    }

    /** Tells that it is a secret. */
    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
