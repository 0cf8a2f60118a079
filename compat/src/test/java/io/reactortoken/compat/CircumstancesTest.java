package io.reactortoken.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the circumstances of the tests")
class CircumstancesTest {

    @Test
    @DisplayName("are compared with what the build says, in this JVM too")
    void areChecked() {
        assertThat(System.getProperty(Circumstances.CHECKED)).isEqualTo("true");
    }

    @Test
    @DisplayName("that are other ones are named")
    void otherOnesAreNamed() {
        // given
        Properties wanted = new Properties();
        wanted.setProperty("tested.java", "8");
        wanted.setProperty("tested.locale", "xx-XX");
        wanted.setProperty("tested.encoding", "EBCDIC");
        wanted.setProperty("tested.zone", "Moon/Tycho");
        // then
        assertThat(Circumstances.differences(wanted))
                .hasSize(4)
                .first()
                .asString()
                .startsWith("tested.java=8, but it is ");
    }

    @Test
    @DisplayName("of which the build says nothing are any")
    void nothingSaid() {
        Properties nothing = new Properties();
        nothing.setProperty("tested.zone", "");
        assertThat(Circumstances.differences(nothing)).isEmpty();
    }
}
