package io.reactortoken;

import io.reactortoken.test.ScriptedSource;
import reactor.core.publisher.Mono;

/** A fetch that answers before {@code subscribe} returns. */
class SynchronousMissVerificationTest extends TokenVerification {

    @Override
    CacheFixture token() {
        return CacheFixture.bare(ScriptedSource.issuing(CacheFixture.HOUR));
    }

    @Override
    CacheFixture failure() {
        return CacheFixture.bare(ScriptedSource.answering(number -> Mono.error(CacheFixture.permanentFailure())));
    }
}
