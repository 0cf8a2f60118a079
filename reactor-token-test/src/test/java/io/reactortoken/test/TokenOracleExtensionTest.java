package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import io.reactortoken.CachedTokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** The extension at work on the classes below, which are run here and nowhere else. */
class TokenOracleExtensionTest {

    private static EngineExecutionResults run(Class<?> cases) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(cases))
                .execute();
    }

    private static Events testsOf(Class<?> cases) {
        return run(cases).testEvents();
    }

    @Test
    @DisplayName("what the oracle finds fails the test that did it, and no other")
    void whatTheOracleFindsFailsTheTest() {
        Events events = testsOf(Watched.class);
        events.assertStatistics(counts -> counts.started(4).succeeded(3).failed(1));
        events.assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("theCacheIsBroken"),
                                finishedWithFailure(message(text -> text.contains("completed without a token")))))
                .haveExactly(1, event(test("theCacheDoesRight"), finishedSuccessfully()));
    }

    @ExtendWith(TokenOracleExtension.class)
    static class Watched {
        private final TestTime time = TestTime.create();
        private TokenOracle oracle = TokenOracle.create();

        @BeforeEach
        void takesTheOracleOfTheTest(TokenOracle given) {
            oracle.close();
            oracle = given;
        }

        @Test
        void theCacheDoesRight(TokenOracle given) {
            assertThat(given).isSameAs(oracle);
            CachedTokenSource tokens = oracle.watch(
                    ScriptedSource.silent(),
                    time,
                    asked -> asked.cache(time.policy().build()));
            tokens.token().subscribe();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void eachInvocationHasItsOwn(int number, TokenOracle given) {
            assertThat(given).as("number %d", number).isSameAs(oracle);
        }

        @Test
        void theCacheIsBroken() {
            oracle.watch(ScriptedSource.silent(), time, asked -> BrokenCache.signalling(Mono.empty()))
                    .token()
                    .subscribe();
        }
    }

    @Test
    @DisplayName("a reference fails the class, and the message names the test")
    void aReferenceFailsTheClass() {
        EngineExecutionResults results = run(Keeping.class);
        results.testEvents().assertStatistics(counts -> counts.succeeded(2));
        results.containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(
                                text -> text.contains("the cache still refers to subscribers that were ended or have "
                                        + "cancelled, 1 in all: subscriber of keepsItsSubscriber(TokenOracle) 1")))));
    }

    @ExtendWith(TokenOracleExtension.class)
    static class Keeping {
        private static final List<Object> KEPT = new ArrayList<>();

        @Test
        void keepsItsSubscriber(TokenOracle oracle) {
            subscribe(oracle, BrokenCache.treating(KEPT::add));
        }

        @Test
        void keepsNothing(TokenOracle oracle) {
            subscribe(oracle, BrokenCache.treating(subscriber -> {}));
        }

        private static void subscribe(TokenOracle oracle, CachedTokenSource cache) {
            oracle.watch(ScriptedSource.silent(), TestTime.create(), asked -> cache)
                    .token()
                    .subscribe()
                    .dispose();
        }
    }

    @Test
    @DisplayName("registered for one test, a reference fails that test")
    void registeredForOneTestAReferenceFailsIt() {
        testsOf(KeepingOnce.class)
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.endsWith("subscriber 1")))));
    }

    static class KeepingOnce {
        private final List<Object> kept = new ArrayList<>();

        @Test
        @ExtendWith(TokenOracleExtension.class)
        void keepsItsSubscriber(TokenOracle oracle) {
            Keeping.subscribe(oracle, BrokenCache.treating(kept::add));
        }
    }

    @Test
    @DisplayName("a test that fails keeps its own failure; what the oracle found comes second")
    void aTestThatFailsKeepsItsOwnFailure() {
        testsOf(Failing.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message("its own"), suppressed(0, message(text -> text.contains("was dropped"))))));
    }

    @ExtendWith(TokenOracleExtension.class)
    static class Failing {
        @Test
        void dropsAnErrorAndFails(TokenOracle oracle) {
            assertThat(oracle).isNotNull();
            Operators.onErrorDropped(new IllegalStateException("late"), Context.empty());
            throw new AssertionError("its own");
        }
    }

    @Test
    @DisplayName("the test's own cleaning up is seen, and done before the caches are closed")
    void theTestsOwnCleaningUpIsSeen() {
        testsOf(CleaningUp.class).assertStatistics(counts -> counts.succeeded(1));
    }

    @ExtendWith(TokenOracleExtension.class)
    static class CleaningUp {
        private final TestTime time = TestTime.create();
        private final ScriptedSource source = ScriptedSource.silent();

        @Test
        void leavesATaskBehind(TokenOracle oracle) {
            oracle.watch(source, time, asked -> BrokenCache.signalling(asked.token()))
                    .token()
                    .timeout(Duration.ofSeconds(1), Mono.empty(), time.scheduler())
                    .subscribe();
        }

        @AfterEach
        void letsTheTaskRun() {
            time.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    @DisplayName("there is no oracle for a whole class, and the error says where to take it")
    void thereIsNoOracleForAWholeClass() {
        testsOf(InTheConstructor.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text -> text.contains(
                                        "there is a TokenOracle for each test, and none for")
                                && text.contains("take it as a parameter of a @Test or a @BeforeEach method")))));
    }

    @ExtendWith(TokenOracleExtension.class)
    static class InTheConstructor {
        private final TokenOracle oracle;

        InTheConstructor(TokenOracle oracle) {
            this.oracle = oracle;
        }

        @Test
        void isNeverRun() {
            assertThat(oracle).isNull();
        }
    }
}
