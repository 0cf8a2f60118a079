package io.reactortoken;

import io.reactortoken.test.ScriptedSource;
import reactor.core.publisher.Mono;

/** A token that is there; and for a failure, a hold that is on. */
class HitVerificationTest extends TokenVerification {

    @Override
    CacheFixture token() {
        var cache = CacheFixture.bare(ScriptedSource.issuing(CacheFixture.HOUR));
        cache.now();
        return cache;
    }

    @Override
    CacheFixture failure() {
        var cache = CacheFixture.bare(ScriptedSource.answering(number -> Mono.error(CacheFixture.permanentFailure())));
        cache.get().subscribe(unwanted -> {}, error -> {});
        return cache;
    }
}
