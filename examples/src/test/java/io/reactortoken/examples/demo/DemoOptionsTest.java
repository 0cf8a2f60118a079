package io.reactortoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {

    @Test
    void runsForFortySecondsOnFreePorts() {
        assertThat(parse("")).isEqualTo(new DemoOptions(Duration.ofSeconds(40), false, 0, 0, OptionalInt.empty()));
    }

    @Test
    void keepsServersOnPortsThatCanBeWrittenDown() {
        assertThat(parse("--keep"))
                .isEqualTo(new DemoOptions(Duration.ofSeconds(40), true, 9443, 9444, OptionalInt.empty()));
        assertThat(parse("--as-port 9001 --keep --api-port 9002"))
                .isEqualTo(new DemoOptions(Duration.ofSeconds(40), true, 9001, 9002, OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seconds",
                "--seconds x",
                "--seconds 4",
                "--seconds 3601",
                "--as-port 65536",
                "--api-port -1",
                "--metrics-port x"
            })
    void saysWhichNumberItNeeds(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(line))
                .withMessageStartingWith(line.split(" ", 2)[0] + " needs a number from ");
    }

    @Test
    void showsMetersWhenAsked() {
        assertThat(parse("--metrics").metricsPort()).hasValue(9464);
        assertThat(parse("--metrics --metrics-port 0").metricsPort()).hasValue(0);
        assertThat(parse("--metrics-port 9000").metricsPort()).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException().isThrownBy(() -> parse("--fast")).withMessage("unknown option --fast");
    }

    private static DemoOptions parse(String line) {
        return DemoOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
    }
}
