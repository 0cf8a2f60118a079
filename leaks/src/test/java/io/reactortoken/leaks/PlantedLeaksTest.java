package io.reactortoken.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Tag;
import java.io.Serializable;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The oracle sees what is planted, wherever it is planted: an oracle that is blind would be content with everything. */
class PlantedLeaksTest {

    private static final Logger LOGGER = Logger.getLogger("io.reactortoken.planted");

    /** A new one each time, so that no plant is found by what another one left. */
    private final String canary = "CNRY/planted+" + UUID.randomUUID();

    PlantedLeaksTest() {
        Agent.install();
    }

    /** A value that prints what it holds, as records do. */
    record Value(String token) implements Agent.Planted {}

    /** One that hides it from people, and not from an ObjectMapper. */
    record Bean(String token) implements Agent.Planted {
        @Override
        public String toString() {
            return "Bean[hidden]";
        }
    }

    /** One that hides it from both. */
    static final class Stored implements Agent.Planted, Serializable {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("unused")
        private final String token;

        Stored(String token) {
            this.token = token;
        }
    }

    /** An error that is known by its type. */
    static final class Failed extends RuntimeException implements Agent.Planted {
        private static final long serialVersionUID = 1;

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Ten ways to lose a secret, and some forms of it. */
    enum Plant {
        LOG_MESSAGE,
        LOG_ARGUMENT_AT_TRACE,
        LOGGED_CAUSE,
        EXCEPTION_MESSAGE,
        SUPPRESSED_EXCEPTION,
        ERROR_SIGNAL,
        TO_STRING,
        JSON,
        JAVA_SERIALIZATION,
        METER_TAG,
        SPAN_ATTRIBUTE,
        THREAD_NAME,
        PERCENT_ENCODED,
        HEX,
        BASIC_CREDENTIALS,
        TWELVE_CHARACTERS
    }

    private void plant(Plant plant) {
        switch (plant) {
            case LOG_MESSAGE -> LOGGER.info("got " + canary);
            case LOG_ARGUMENT_AT_TRACE -> LOGGER.log(Level.FINEST, "got {0}", canary);
            case LOGGED_CAUSE -> LOGGER.log(Level.FINE, "failed", new IllegalStateException(new Exception(canary)));
            case EXCEPTION_MESSAGE -> keep(new Failed("cannot read '" + canary + "'", new Exception()));
            case SUPPRESSED_EXCEPTION -> assertThat(suppressing()).hasNoCause();
            case ERROR_SIGNAL ->
                StepVerifier.create(Mono.error(new Exception(canary))).verifyError();
            case TO_STRING -> keep(new Value(canary));
            case JSON -> keep(new Bean(canary));
            case JAVA_SERIALIZATION -> keep(new Stored(canary));
            case METER_TAG -> keep(Tag.of("token", canary));
            case SPAN_ATTRIBUTE -> keep(KeyValue.of("token", canary));
            case THREAD_NAME -> nameThread("renewal-" + canary);
            case PERCENT_ENCODED -> LOGGER.info("client_secret=" + URLEncoder.encode(canary, UTF_8));
            case HEX -> LOGGER.info(HexFormat.of().formatHex(canary.getBytes(UTF_8)));
            case BASIC_CREDENTIALS ->
                LOGGER.info("Basic " + Base64.getEncoder().encodeToString(("id:" + canary).getBytes(UTF_8)));
            case TWELVE_CHARACTERS -> LOGGER.info("ends in " + canary.substring(canary.length() - Canaries.RUN));
        }
    }

    private Throwable suppressing() {
        Exception error = new Exception("closed");
        error.addSuppressed(new Exception(canary));
        return error;
    }

    private static void nameThread(String name) {
        String before = Thread.currentThread().getName();
        Thread.currentThread().setName(name);
        LeakOracle.showThreadNames();
        Thread.currentThread().setName(before);
    }

    /** Printed at the end of a test only while it is there. */
    private void keep(Object object) {
        kept = List.of(object);
    }

    @SuppressWarnings("unused")
    private List<Object> kept = List.of();

    @ParameterizedTest(name = "O1 {0}")
    @EnumSource
    @DisplayName("O1 a planted leak is found")
    void findsWhatIsPlanted(Plant plant) {
        Watch.secret(canary);
        assertThat(Watch.leaks()).isEmpty();

        plant(plant);

        assertThat(Watch.leaks()).isNotEmpty();
        assertThat(Watch.leaks()).as("once").isEmpty();
    }

    @ParameterizedTest(name = "O1 {0}")
    @EnumSource
    @DisplayName("O1 what is no secret may be shown anywhere")
    void findsNothingElse(Plant plant) {
        plant(plant);
        assertThat(Watch.leaks()).isEmpty();
    }

    @Test
    @DisplayName("O1 a short value is found where it is a word, and only there")
    void findsShortOnes() {
        Watch.secret("t1");
        LOGGER.info("the name is not1, at1 or t12");
        assertThat(Watch.leaks()).isEmpty();
        LOGGER.info("Authorization: Bearer t1, refused");
        assertThat(Watch.leaks()).hasSize(1);
    }

    @Test
    @DisplayName("O1 a leak ends the test, with the place and the text around it")
    void tellsWhere() {
        Watch.secret(canary);
        LOGGER.fine("the answer was " + canary);
        // not by AssertJ, because what it looks at is watched
        AssertionError found = assertThrows(AssertionError.class, LeakOracle::judge);
        assertThat(found.getMessage()).contains("logger io.reactortoken.planted: the answer was >>>CNRY/planted<<<");
        LeakOracle.judge();
    }
}
