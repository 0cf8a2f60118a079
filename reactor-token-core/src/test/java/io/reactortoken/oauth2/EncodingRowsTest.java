package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.GRANTED;
import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.transport.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2.1 of the catalogue: bytes, character sets, content types and encodings. */
class EncodingRowsTest {

    private static final String PLAIN = "\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"";

    private static TransportResponse bytes(int status, byte[] body) {
        return new TransportResponse(status, Map.of(), body);
    }

    private static void assertEncoding(TokenException error, String what) {
        assertThat(error.code()).isEqualTo(Code.MTR);
        assertThat(error.failure().kind()).contains(FailureKind.ENCODING);
        assertThat(error.retryable()).isFalse();
        assertThat(error).message().contains(what);
    }

    @ParameterizedTest(name = "TE-017: {0}", quoteTextArguments = false)
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void refusesOtherEncodings(String charset) {
        Charset wide = Charset.forName(charset);
        assertEncoding(Ask.refused(bytes(200, GRANTED.getBytes(wide))), "is in UTF-16 or UTF-32");
        assertEncoding(Ask.refused(bytes(200, ("\ufeff" + GRANTED).getBytes(wide))), "is in UTF-16 or UTF-32");
    }

    @Test
    @DisplayName("TE-018: a byte that is not UTF-8 in a description is a question mark, whatever the charset says")
    void replacesBrokenBytesInADescription() {
        byte[] body = "{\"error\":\"invalid_request\",\"error_description\":\"caf\u00e9\"}".getBytes(ISO_8859_1);
        Map<String, List<String>> latin = Map.of("Content-Type", List.of("application/json; charset=iso-8859-1"));
        TokenException error = Ask.refused(new TransportResponse(400, latin, body));
        assertThat(error.code()).isEqualTo(Code.OAE);
        assertThat(error).message().contains("invalid_request (caf?)");
    }

    @Test
    @DisplayName("TE-019: bytes that are not UTF-8 are ignored where nobody reads, and refused in the token")
    void toleratesBrokenBytesWhereNobodyReads() {
        byte[] ignored = ("{" + PLAIN + ",\"x\":\"\u00e9\u00ff\"}").getBytes(ISO_8859_1);
        byte[] read = "{\"access_token\":\"abc\u00e9\",\"token_type\":\"Bearer\"}".getBytes(ISO_8859_1);

        assertThat(Ask.granted(bytes(200, ignored)).reveal()).isEqualTo(TOKEN);
        TokenException error = Ask.refused(bytes(200, read));
        assertThat(error.failure().kind()).contains(FailureKind.ENCODING);
        assertThat(error).message().contains("not UTF-8 at index 3");
    }

    private static byte[] gzipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    @DisplayName("TE-031: gzip that nobody asked for is named, with and without a header that says so")
    void namesGzip() throws IOException {
        byte[] body = gzipped(GRANTED.getBytes(UTF_8));
        assertEncoding(Ask.refused(bytes(200, body)), "MTR the answer is compressed with gzip");
        Map<String, List<String>> coding = Map.of("content-encoding", List.of("gzip"));
        assertEncoding(Ask.refused(new TransportResponse(200, coding, body)), "has the Content-Encoding gzip");
    }

    @Test
    @DisplayName("TE-032: gzip in gzip is not undone")
    void undoesNoGzip() throws IOException {
        byte[] body = gzipped(gzipped(GRANTED.getBytes(UTF_8)));
        assertEncoding(Ask.refused(bytes(200, body)), "compressed with gzip");
    }

    @Test
    @DisplayName("TE-033: a plain body that calls itself gzip")
    void refusesAFalseCoding() {
        Map<String, List<String>> coding = Map.of("Content-Encoding", List.of("gzip"));
        assertEncoding(Ask.refused(response(200, coding, GRANTED)), "has the Content-Encoding gzip");
    }

    @ParameterizedTest(name = "TE-034: {0}", quoteTextArguments = false)
    @CsvSource({
        "br, the Content-Encoding br",
        "ZSTD, the Content-Encoding zstd",
        "'gzip, gzip', 'the Content-Encoding gzip, gzip'",
        "'br\r\nX: 1', an unknown Content-Encoding",
        "CNRY-sec-5b0c7d91, an unknown Content-Encoding"
    })
    void namesTheContentEncoding(String coding, String shown) {
        Map<String, List<String>> headers = Map.of("content-encoding", List.of(coding));
        assertEncoding(Ask.refused(response(200, headers, "\u000b\u0002junk")), "MTR the answer has " + shown + " (");
    }

    @ParameterizedTest(name = "TE-034: ''{0}'' changes nothing", quoteTextArguments = false)
    @ValueSource(strings = {"identity", "Identity", " identity ", ""})
    void acceptsIdentity(String coding) {
        Map<String, List<String>> headers = Map.of("content-encoding", List.of(coding));
        assertThat(Ask.granted(response(200, headers, GRANTED)).reveal()).isEqualTo(TOKEN);
    }

    private static Ask granted(String type) {
        Ask ask = Ask.plainly();
        Map<String, List<String>> headers = Map.of("Content-Type", List.of(type), "Cache-Control", List.of("no-store"));
        assertThat(ask.grantedBy(response(200, headers, GRANTED)).reveal()).isEqualTo(TOKEN);
        return ask;
    }

    @ParameterizedTest(name = "TE-021: {0} is accepted, with a remark", quoteTextArguments = false)
    @ValueSource(strings = {"text/plain", "text/html", "text/html; charset=utf-8", "text/javascript"})
    void remarksOnTheContentType(String type) {
        assertThat(granted(type).remarks()).singleElement().asString().contains("Content-Type");
    }

    @Test
    @DisplayName("TE-022: no Content-Type is accepted")
    void acceptsNoContentType() {
        assertThat(Ask.granted(response(200, Map.of(), GRANTED)).reveal()).isEqualTo(TOKEN);
    }

    @ParameterizedTest(name = "TE-023: {0} is accepted", quoteTextArguments = false)
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=\"utf-8\"",
                "application/json;charset=utf-16",
                "application/vnd.x+json",
                "application/vnd.x+json ; v=1"
            })
    void acceptsJsonTypes(String type) {
        assertThat(granted(type).log()).isEmpty();
    }

    @ParameterizedTest(name = "TE-024: {0} does no harm", quoteTextArguments = false)
    @ValueSource(
            strings = {"application/json; charset=", ";;;", "\u0000", "/", "application/json;;;=", "a/b/c;\"", "4 KB"})
    void survivesMalformedTypes(String type) {
        granted(type.equals("4 KB") ? "x".repeat(4_096) : type);
    }
}
