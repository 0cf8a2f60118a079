package io.reactortoken.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.Arrays;

/**
 * A client secret. Its text leaves through {@link #reveal()} and through nothing else.
 *
 * <p>Immutable, not serializable, compared by identity.
 *
 * @since 0.1.0
 */
public final class Secret {

    private static final int MOST_BYTES_PER_CHAR = 3;

    private final byte[] utf8;

    private Secret(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * Wraps a text.
     *
     * @param text the secret, exactly as it is sent
     * @return the secret
     * @throws IllegalArgumentException if {@code text} is not well-formed Unicode; the message does not show it
     */
    public static Secret of(CharSequence text) {
        ByteBuffer encoded = ByteBuffer.allocate(text.length() * MOST_BYTES_PER_CHAR);
        CoderResult result = UTF_8.newEncoder().encode(CharBuffer.wrap(text), encoded, true);
        if (!result.isUnderflow()) {
            throw new IllegalArgumentException("the secret holds half of a surrogate pair");
        }
        byte[] utf8 = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return new Secret(utf8);
    }

    /**
     * Returns the text, for the request that carries it and for nothing else.
     *
     * @return the text
     */
    public String reveal() {
        return new String(utf8, UTF_8);
    }

    /** {@return true if there is no character in it} */
    public boolean isEmpty() {
        return utf8.length == 0;
    }

    /** Tells that it is a secret. */
    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
