package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.test.FakeAnswer.Ending;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeFaultTest {

    @AutoClose
    private final FakeAuthorizationServer server = FakeAuthorizationServer.start();

    private RawClient asked(FakeAnswer answer) throws IOException {
        server.answer(answer);
        return RawClient.to(server).send(RawClient.REQUEST);
    }

    @Test
    void silenceLastsUntilTheClientEnds() throws IOException {
        try (RawClient raw = asked(FakeFault.silence())) {
            server.awaitRequest();
            raw.socket.setSoTimeout(100);
            assertThatThrownBy(raw::readAll).isInstanceOf(SocketTimeoutException.class);
        }
        server.awaitNoConnection();
    }

    @Test
    void endsWithoutAnAnswer() throws IOException {
        try (RawClient raw = asked(FakeFault.close())) {
            assertThat(raw.readAll()).isEmpty();
        }
        try (RawClient raw = asked(FakeFault.reset())) {
            assertThatThrownBy(raw::readAll).isInstanceOf(SocketException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE", "HALF_CLOSE"})
    void cutsABodyInTheMiddle(Ending ending) throws IOException {
        try (RawClient raw = asked(FakeFault.cutBody(ending))) {
            assertThat(raw.readAll()).contains("Content-Length: 90").endsWith("half-of-");
            raw.send("more");
        }
        server.awaitNoConnection();
    }

    @Test
    void cutsAtAnyByte() throws IOException {
        try (RawClient raw = asked(FakeAnswer.token("t").cutAfter(12, Ending.CLOSE))) {
            assertThat(raw.readAll()).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void sendsByteByByte() throws IOException {
        FakeAnswer slow = FakeAnswer.raw("12345").slowly(Duration.ofMillis(40)).ending(Ending.CLOSE);
        long start = System.nanoTime();
        try (RawClient raw = asked(slow)) {
            assertThat(raw.readAll()).isEqualTo("12345");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void waitsBeforeTheFirstByte() throws IOException {
        FakeAnswer late = FakeAnswer.raw("late").after(Duration.ofMillis(200)).ending(Ending.CLOSE);
        long start = System.nanoTime();
        try (RawClient raw = asked(late)) {
            assertThat(raw.readAll()).isEqualTo("late");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
    }

    @Test
    void countsWhatItSays() throws IOException {
        try (RawClient raw = asked(FakeFault.largeBody(200_001).ending(Ending.CLOSE))) {
            String answer = raw.readAll();
            assertThat(answer.length() - answer.indexOf("\r\n\r\n") - 4).isEqualTo(200_001);
        }
        try (RawClient raw = asked(FakeFault.chunkedBody(2).ending(Ending.CLOSE))) {
            assertThat(raw.readAll()).endsWith("\r\n0\r\n\r\n").hasSizeGreaterThan(2 * 65_536);
        }
        try (RawClient raw = asked(FakeFault.manyHeaders(5000).ending(Ending.CLOSE))) {
            assertThat(raw.readAll().lines().filter(line -> line.startsWith("X-Flood")))
                    .hasSize(5000);
        }
    }

    @Test
    void bombsGrow() throws IOException {
        try (RawClient raw = asked(FakeFault.gzipBomb(5).ending(Ending.CLOSE))) {
            byte[] answer = raw.socket.getInputStream().readAllBytes();
            String head = new String(answer, 0, 200, java.nio.charset.StandardCharsets.ISO_8859_1);
            int body = head.indexOf("\r\n\r\n") + 4;
            try (InputStream plain =
                    new GZIPInputStream(new ByteArrayInputStream(answer, body, answer.length - body))) {
                assertThat(plain.readAllBytes()).hasSize(5 * 1024 * 1024);
            }
            assertThat(answer.length).isLessThan(10_000);
        }
    }

    @Test
    void answersTwice() throws IOException {
        try (RawClient raw = asked(FakeFault.twoResponses("mine", "forged").ending(Ending.CLOSE))) {
            assertThat(raw.readAll().split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    @Test
    void endlessAnswersEndWithTheServerAndLeaveNoThread() throws IOException {
        // given a server in the middle of everything that does not end by itself
        List<FakeAnswer> endless = List.of(
                FakeFault.silence(),
                FakeFault.chunkedBody(Long.MAX_VALUE),
                FakeFault.trickle(Duration.ofHours(1)),
                FakeFault.trickleOfHeaders(Duration.ofHours(1)),
                FakeFault.endlessInformational(),
                FakeFault.cutBody(Ending.HALF_CLOSE),
                FakeAnswer.token("t"));
        List<RawClient> clients = endless.stream()
                .map(this::askedUnchecked)
                .filter(Objects::nonNull)
                .toList();
        endless.forEach(answer -> server.awaitRequest());
        assertThat(threads()).hasSize(endless.size() + 1);
        // when
        server.close();
        // then
        assertThat(threads()).isEmpty();
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    private RawClient askedUnchecked(FakeAnswer answer) {
        try {
            return asked(answer);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<String> threads() {
        Set<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("fake-authorization-server-" + server.port()))
                .toList();
    }
}
