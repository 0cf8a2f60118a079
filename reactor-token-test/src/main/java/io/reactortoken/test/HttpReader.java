package io.reactortoken.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads requests of HTTP/1.1 from a connection, one after another. */
final class HttpReader {

    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_LINES = 1000;
    private static final int LONGEST_BODY = 8 * 1024 * 1024;

    private final InputStream in;

    HttpReader(InputStream in) {
        this.in = in;
    }

    /** {@return the next request, or null if the client is done} */
    @Nullable
    FakeRequest next(FakeRequest.Peer peer) throws IOException {
        String start = line();
        if (start == null) {
            return null;
        }
        String[] words = start.split(" ", 3);
        if (words.length < 3) {
            throw new IOException("not HTTP");
        }
        List<String[]> fields = fields();
        return new FakeRequest(words[0], words[1], fields, body(fields), peer);
    }

    private List<String[]> fields() throws IOException {
        List<String[]> fields = new ArrayList<>();
        for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
            int colon = line.indexOf(':');
            if (colon < 1 || fields.size() == MOST_LINES) {
                throw new IOException("not a header of HTTP");
            }
            fields.add(new String[] {
                line.substring(0, colon), line.substring(colon + 1).strip()
            });
        }
        return fields;
    }

    private byte[] body(List<String[]> fields) throws IOException {
        for (String[] field : fields) {
            String name = field[0].toLowerCase(Locale.ROOT);
            if (name.equals("transfer-encoding")) {
                return chunks();
            }
            if (name.equals("content-length")) {
                return bytes(Integer.parseInt(field[1]));
            }
        }
        return new byte[0];
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = Integer.parseInt(requiredLine(), 16);
        while (size > 0) {
            body.writeBytes(bytes(size));
            requiredLine();
            size = Integer.parseInt(requiredLine(), 16);
        }
        requiredLine();
        return body.toByteArray();
    }

    private byte[] bytes(int count) throws IOException {
        if (count < 0 || count > LONGEST_BODY) {
            throw new IOException("a body of " + count + " bytes");
        }
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the body ends early");
        }
        return bytes;
    }

    private String requiredLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new EOFException("the request ends early");
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 && line.size() == 0) {
                return null;
            }
            if (next < 0 || line.size() == LONGEST_LINE) {
                throw new EOFException("the line does not end");
            }
            line.write(next);
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
