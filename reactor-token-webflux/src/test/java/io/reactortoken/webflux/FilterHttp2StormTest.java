package io.reactortoken.webflux;

import io.reactortoken.replay.Wire;

/** HTTP/2. */
class FilterHttp2StormTest extends FilterStorms {

    @Override
    public Wire wire() {
        return Wire.HTTP_2_CLEAR;
    }
}
