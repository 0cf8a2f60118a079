package io.reactortoken.test;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.reactortoken.test.FakeAnswer.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/**
 * Answers that no well-behaved authorization server gives. Each stands for something that has been seen, or that an
 * attacker would try.
 *
 * @since 0.1.0
 */
public final class FakeFault {

    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final byte[] NOTHING = {};
    private static final byte[] BLOCK = " ".repeat(64 * 1024).getBytes(US_ASCII);
    private static final byte[] CHUNK = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

    private FakeFault() {}

    /** {@return no byte, for ever} */
    public static FakeAnswer silence() {
        return FakeAnswer.raw("").ending(Ending.SILENCE);
    }

    /** {@return no byte, and a connection that ends} */
    public static FakeAnswer close() {
        return FakeAnswer.raw("").ending(Ending.CLOSE);
    }

    /** {@return no byte, and a connection that is reset} */
    public static FakeAnswer reset() {
        return FakeAnswer.raw("").ending(Ending.RESET);
    }

    /**
     * Returns the headers of a token response, and half of its body.
     *
     * @param ending what follows
     * @return an answer
     */
    public static FakeAnswer cutBody(Ending ending) {
        return FakeAnswer.http(200, "{\"access_token\":\"half-of-".getBytes(US_ASCII), "Content-Length: 90")
                .ending(ending);
    }

    /**
     * Returns a body that never ends, one byte at a time.
     *
     * @param pause between two bytes
     * @return an answer
     */
    public static FakeAnswer trickle(Duration pause) {
        return FakeAnswer.http(200, NOTHING, CHUNKED)
                .then(FakeAnswer.raw("1\r\n \r\n".getBytes(US_ASCII), FakeAnswer.ENDLESS))
                .slowly(pause);
    }

    /**
     * Returns headers that never end, one byte at a time.
     *
     * @param pause between two bytes
     * @return an answer
     */
    public static FakeAnswer trickleOfHeaders(Duration pause) {
        return manyHeaders(Integer.MAX_VALUE).slowly(pause);
    }

    /**
     * Returns a body that says how long it is.
     *
     * @param bytes its length, of spaces
     * @return an answer
     */
    public static FakeAnswer largeBody(long bytes) {
        return FakeAnswer.http(200, NOTHING, "Content-Length: " + bytes)
                .then(FakeAnswer.raw(BLOCK, bytes / BLOCK.length))
                .then(FakeAnswer.raw(" ".repeat((int) (bytes % BLOCK.length))));
    }

    /**
     * Returns a body in chunks of 64 KiB.
     *
     * @param chunks how many; {@link Long#MAX_VALUE} is for ever
     * @return an answer
     */
    public static FakeAnswer chunkedBody(long chunks) {
        return FakeAnswer.http(200, NOTHING, CHUNKED)
                .then(FakeAnswer.raw(CHUNK, chunks))
                .then(FakeAnswer.raw(LAST_CHUNK, 1));
    }

    /**
     * Returns a small body that grows when it is decoded.
     *
     * @param mebibytes the decoded length, of spaces; about a thousandth of it is sent
     * @return an answer
     */
    public static FakeAnswer gzipBomb(int mebibytes) {
        byte[] member = gzip(" ".repeat(1024 * 1024).getBytes(US_ASCII));
        String length = "Content-Length: " + (long) member.length * mebibytes;
        return FakeAnswer.http(200, NOTHING, "Content-Encoding: gzip", length).then(FakeAnswer.raw(member, mebibytes));
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /**
     * Returns a flood of headers.
     *
     * @param lines how many
     * @return an answer with an empty body
     */
    public static FakeAnswer manyHeaders(int lines) {
        return FakeAnswer.raw("HTTP/1.1 200 OK\r\n")
                .then(FakeAnswer.raw("X-Flood: 0123456789\r\n".getBytes(US_ASCII), lines))
                .then(FakeAnswer.raw("Content-Length: 0\r\n\r\n"));
    }

    /**
     * Returns one long header.
     *
     * @param bytes the length of its value
     * @return an answer with an empty body
     */
    public static FakeAnswer longHeader(int bytes) {
        return FakeAnswer.status(200, "X-Long: " + "x".repeat(bytes));
    }

    /** {@return informational answers (RFC 9110 section 15.2), for ever} */
    public static FakeAnswer endlessInformational() {
        return FakeAnswer.raw("HTTP/1.1 103 Early Hints\r\n\r\n".getBytes(US_ASCII), FakeAnswer.ENDLESS);
    }

    /** {@return a chunk whose size is not a number} */
    public static FakeAnswer badChunk() {
        return FakeAnswer.http(200, "zz\r\n{}\r\n0\r\n\r\n".getBytes(US_ASCII), CHUNKED);
    }

    /** {@return a body with two lengths that differ} */
    public static FakeAnswer twoLengths() {
        return FakeAnswer.http(200, "{}{}".getBytes(US_ASCII), "Content-Length: 2", "Content-Length: 4");
    }

    /** {@return a body with a length, and in chunks} */
    public static FakeAnswer lengthAndChunks() {
        return FakeAnswer.http(200, "2\r\n{}\r\n0\r\n\r\n".getBytes(US_ASCII), "Content-Length: 2", CHUNKED);
    }

    /**
     * Returns a token response, and on its heels another one, which nobody has asked for.
     *
     * @param accessToken the token in the first
     * @param forged the token in the second
     * @return an answer
     */
    public static FakeAnswer twoResponses(String accessToken, String forged) {
        return FakeAnswer.token(accessToken).then(FakeAnswer.token(forged));
    }
}
