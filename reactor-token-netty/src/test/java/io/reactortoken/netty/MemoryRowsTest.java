package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Oracles O7 and O8, measured: answers without an end take less than four times the limit of a body, and no longer than
 * the deadline. Counted is what is held at a time, on the heap and beside it: see {@link MemoryMeter}.
 */
@ExtendWith(NothingDropped.class)
class MemoryRowsTest {

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long BODY_LIMIT = MEBIBYTE;
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    /** What was measured. */
    private static final Path REPORT = Path.of("target/memory-rows.txt");

    /** For a machine that has other things to do. */
    private static final Duration LATE = Duration.ofSeconds(2);

    @BeforeAll
    static void startReport() throws IOException {
        Files.deleteIfExists(REPORT);
    }

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.start();

    static Stream<Arguments> answersWithoutEnd() {
        String crumb = "40\r\n" + " ".repeat(64) + "\r\n";
        FakeAnswer crumbs = FakeAnswer.http(200, new byte[0], "Transfer-Encoding: chunked")
                .then(FakeAnswer.raw(crumb.repeat(1000).getBytes(US_ASCII), Long.MAX_VALUE));
        return Stream.of(
                Arguments.of("TE-028: 100 MB, announced", FakeFault.largeBody(100 * MEBIBYTE), Code.MTR),
                Arguments.of("TE-029: 100 MB in chunks", FakeFault.chunkedBody(1600), Code.MTR),
                Arguments.of("TE-030: endless", FakeFault.chunkedBody(Long.MAX_VALUE), Code.MTR),
                Arguments.of("TE-030: endless, in chunks of 64 bytes", crumbs, Code.MTR),
                Arguments.of("TE-032: a gzip bomb of 10 GB", FakeFault.gzipBomb(10 * 1024), Code.MTR),
                Arguments.of("TE-032: a gzip bomb of 100 MB", FakeFault.gzipBomb(100), Code.MTR),
                Arguments.of("TE-184: a byte per second", FakeFault.trickle(Duration.ofSeconds(1)), Code.TMO),
                Arguments.of("TE-184: a byte per millisecond", FakeFault.trickle(Duration.ofMillis(1)), Code.TMO),
                Arguments.of("TE-185: 100 000 headers", FakeFault.manyHeaders(100_000), Code.NET),
                Arguments.of("TE-185: one header of 1 MB", FakeFault.longHeader(1_000_000), Code.NET),
                Arguments.of("TE-194: informational, endless", FakeFault.endlessInformational(), Code.NET));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("TE-028 to TE-032, TE-184, TE-185, TE-194: bounded memory and bounded time")
    @MethodSource("answersWithoutEnd")
    void isBounded(String row, FakeAnswer answer, Code code) throws IOException {
        server.otherwise(request -> answer);
        MemoryMeter meter = new MemoryMeter();
        NettyTokenTransportBuilder transport = NettyTokenTransport.builder()
                .deadline(DEADLINE)
                .responseTimeout(DEADLINE)
                .client(meter::watched);
        TokenSource source = Rows.request(server.tokenUri(), transport).source();
        // the first one loads classes
        Rows.failure(source);

        MemoryMeter.Result measured =
                meter.measure(() -> assertThat(Rows.failure(source).code()).isEqualTo(code));

        server.awaitNoConnection();
        report(row + ": " + measured);
        assertThat(measured.held()).isLessThan(4 * BODY_LIMIT);
        assertThat(measured.time()).isLessThan(DEADLINE.plus(LATE));
    }

    private static void report(String line) throws IOException {
        Files.writeString(REPORT, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    @DisplayName("TE-028: the meter sees a body that is read, so that it would see one too many")
    void theMeterMeasures() {
        server.otherwise(request -> FakeAnswer.json(200, "{\"error\":\"" + "x".repeat(500_000) + "\"}"));
        MemoryMeter meter = new MemoryMeter();
        NettyTokenTransportBuilder transport = NettyTokenTransport.builder().client(meter::watched);
        TokenSource source = Rows.request(server.tokenUri(), transport).source();
        Rows.failure(source);

        // what an earlier test left may be freed while one of them runs, and hide what that one holds
        List<MemoryMeter.Result> measured = Stream.generate(() -> meter.measure(() -> Rows.failure(source)))
                .limit(3)
                .toList();

        assertThat(measured).anySatisfy(one -> assertThat(one.held()).isGreaterThan(300_000));
        assertThat(measured).allSatisfy(one -> assertThat(one.allocated()).isGreaterThan(500_000));
    }
}
