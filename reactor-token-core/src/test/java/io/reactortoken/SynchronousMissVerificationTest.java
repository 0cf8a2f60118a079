package io.reactortoken;

import io.reactortoken.test.ScriptedSource;
import reactor.core.publisher.Mono;

/** A fetch that answers before {@code subscribe} returns. */
class SynchronousMissVerificationTest extends TokenVerification {

    @Override
    CacheFixture token() {
        return CacheFixture.over(ScriptedSource.issuing(CacheFixture.HOUR));
    }

    @Override
    CacheFixture failure() {
        return CacheFixture.over(ScriptedSource.answering(number -> Mono.error(CacheFixture.permanentFailure())));
    }
}
