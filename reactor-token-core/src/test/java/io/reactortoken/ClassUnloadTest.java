package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;

import io.reactortoken.test.ScriptedSource;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** An application that is deployed again and again beside one Reactor, which outlives it. */
class ClassUnloadTest {

    private static final int CYCLES = 100;

    @Test
    @DisplayName(
            "CF-95: a hundred deployments leave no class behind: no static executor, timer, ThreadLocal or hook of ours")
    void aHundredDeploymentsLeaveNoClassBehind() throws Exception {
        startReactorsThreads();
        var garbage = new Garbage();
        for (int i = 0; i < CYCLES; i++) {
            garbage.watch(deployAndUndeploy());
        }
        garbage.assertCollected();
    }

    /** A thread remembers who started it, so that it must not be the application. */
    private static void startReactorsThreads() {
        for (int i = 0; i < 4 * Schedulers.DEFAULT_POOL_SIZE; i++) {
            Mono.delay(Duration.ofMillis(1), Schedulers.parallel()).block(Duration.ofSeconds(5));
        }
    }

    private static ClassLoader deployAndUndeploy() throws Exception {
        URL[] places = {
            TokenCache.class.getProtectionDomain().getCodeSource().getLocation(),
            ClassUnloadTest.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader application = new URLClassLoader(places, new WithoutUs())) {
            var constructor = application.loadClass(Application.class.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            ((Runnable) constructor.newInstance()).run();
            return application;
        }
    }

    /** Reactor and everything else, but nothing of ours. */
    private static final class WithoutUs extends ClassLoader {

        WithoutUs() {
            super(ClassUnloadTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.reactortoken.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    /** With real timers, on Reactor's own scheduler: the deadline of a request, a wait for a retry, a warm cache. */
    static final class Application implements Runnable {

        @Override
        public void run() {
            CachePolicy policy = CachePolicy.builder().keepWarm(true).build();
            var served = ScriptedSource.issuing(HOUR).cache(policy);
            served.token().subscribe();
            var waiting = ScriptedSource.silent().cache(policy);
            waiting.token().subscribe(unwanted -> {}, error -> {});
            var failing = ScriptedSource.answering(number -> Mono.error(CacheFixture.transientFailure()))
                    .cache(policy);
            failing.token().subscribe(unwanted -> {}, error -> {});
            served.close();
            waiting.close();
            failing.close();
        }
    }
}
