package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class TextTest {

    @Test
    @DisplayName("a long line is broken at its spaces, a long word is not")
    void wraps() {
        assertThat(Text.wrap("error: ", "word ".repeat(20).strip(), 7))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Text.WIDTH))
                .element(1)
                .asString()
                .startsWith("       word");
        assertThat(Text.wrap("", "x".repeat(100) + " y", 2)).containsExactly("x".repeat(100), "  y");
    }

    @Test
    @DisplayName("what a server sends cannot move the cursor")
    void visible() {
        assertThat(Text.visible("a\u001b[2J\u009bb\r\nc\u202ed\te")).isEqualTo("a?[2J?b??c?d\te");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT59.6S, 60 s",
        "PT2M, 2 min",
        "PT59M58S, 59 min 58 s",
        "PT3H30M, 3 h 30 min",
        "P3DT1H, 3 d 1 h"
    })
    @DisplayName("a length of time has two units at most")
    void ages(Duration time, String text) {
        assertThat(Ages.of(time)).isEqualTo(text);
    }

    @Test
    @DisplayName("there are colours where they are wanted, and nowhere else")
    void colours() {
        TokenEndpointException error =
                TokenEndpointException.of(TokenFailure.of(Code.HTP, "no").hint("H-REQ", "x"), null);
        StringWriter plain = new StringWriter();
        new Lines(new PrintWriter(plain, true), Ansi.OFF).error(error);
        StringWriter coloured = new StringWriter();
        new Lines(new PrintWriter(coloured, true), Ansi.ON).error(error);
        assertThat(plain.toString()).startsWith("error: HTP no - x [H-REQ]").doesNotContain("\u001b");
        assertThat(coloured.toString()).startsWith("\u001b[31m\u001b[1merror\u001b[0m: HTP no");
    }

    @Test
    @DisplayName("a slow step has a line every two seconds, a quick one has none")
    void progress() {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(new PrintWriter(err), new PrintWriter(err, true), Map.of(), Ansi.OFF, timer);
        var waiting = new Progress(shell).watch(() -> "asking", Mono.never()).subscribe();
        timer.advanceTimeBy(Duration.ofMillis(1_999));
        assertThat(err.toString()).isEmpty();
        timer.advanceTimeBy(Duration.ofMillis(2_001));
        assertThat(err.toString().lines()).containsExactly(".. asking: 2 s", ".. asking: 4 s");
        waiting.dispose();
        timer.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(err.toString().lines()).hasSize(2);
    }
}
