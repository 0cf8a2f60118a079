package io.reactortoken;

import io.reactortoken.test.ScriptedSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A fetch that answers on another thread: one that may block, because the TCK's own subscribers lock. */
class AsynchronousMissVerificationTest extends TokenVerification {

    private final Scheduler elsewhere = Schedulers.boundedElastic();

    @Override
    CacheFixture token() {
        return CacheFixture.bare(ScriptedSource.answering(number ->
                Mono.fromSupplier(() -> CacheFixture.token("t" + number)).subscribeOn(elsewhere)));
    }

    @Override
    CacheFixture failure() {
        return CacheFixture.bare(ScriptedSource.answering(number ->
                Mono.<AccessToken>error(CacheFixture.permanentFailure()).subscribeOn(elsewhere)));
    }
}
