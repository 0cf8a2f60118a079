package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MovedWaiterTest {

    @Test
    @DisplayName("CF-36 a waiter that is moved to the next flight waits no longer than the acquisition timeout in all")
    void aMovedWaiterKeepsItsDeadline() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<Throwable> errors = new ArrayList<>();
        cache.get().subscribe(unwanted -> {}, errors::add);
        cache.time.advance(Duration.ofSeconds(29));
        cache.tokens.evict();
        cache.source.answer(CacheFixture.token("t1"));
        assertThat(errors).isEmpty();
        cache.time.advance(Duration.ofSeconds(1));
        assertThat(errors).singleElement().satisfies(error -> assertThat(error).hasMessageStartingWith("TMO"));
    }
}
