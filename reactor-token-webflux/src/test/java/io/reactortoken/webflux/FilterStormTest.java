package io.reactortoken.webflux;

/** HTTP/1.1. */
class FilterStormTest extends FilterStorms {}
