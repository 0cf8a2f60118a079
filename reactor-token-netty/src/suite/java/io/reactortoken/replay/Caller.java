package io.reactortoken.replay;

import reactor.core.publisher.Mono;

/** An authorized client. */
@FunctionalInterface
public interface Caller {

    /** Sends on subscription, and reads the whole answer. */
    Mono<Answered> call(Call call);
}
