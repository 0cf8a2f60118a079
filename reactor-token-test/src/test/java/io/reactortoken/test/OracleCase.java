package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.TokenTransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Each check of the oracle is tried on a cache that breaks it, and on one that does not. */
abstract class OracleCase {

    static final Duration HOUR = Duration.ofHours(1);

    final TestTime time = TestTime.create();
    final ScriptedSource source = ScriptedSource.silent();
    final List<Object> received = new ArrayList<>();

    /** What an oracle finds when it watches a cache while something is done to it; its message is "none" if nothing. */
    AssertionError faultsOf(
            TokenSource asked,
            Function<? super TokenSource, CachedTokenSource> cache,
            Consumer<CachedTokenSource> action) {
        TokenOracle oracle = TokenOracle.create();
        action.accept(oracle.watch(asked, time, cache));
        try {
            oracle.close();
        } catch (AssertionError faults) {
            return faults;
        }
        return new AssertionError("none");
    }

    AssertionError faultsOf(CachedTokenSource cache) {
        return faultsOf(source, asked -> cache, tokens -> tokens.token().subscribe(received::add, received::add));
    }

    CachedTokenSource cacheOf(TokenSource asked) {
        return asked.cache(time.policy().build());
    }

    static AccessToken token(String text) {
        return AccessToken.bearer(text, HOUR);
    }

    static TokenException closed() {
        return TokenTransportException.of(TokenFailure.of(Code.NET, "closed"), null);
    }
}
