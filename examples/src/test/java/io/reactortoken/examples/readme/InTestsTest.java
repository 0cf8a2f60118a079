package io.reactortoken.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InTestsTest {

    @Test
    void theSampleAsksTwice() {
        assertThat(InTests.tryTwice())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.basicUser()).hasValue("billing"));
    }
}
