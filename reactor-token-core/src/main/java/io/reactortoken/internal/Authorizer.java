package io.reactortoken.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How a request carries its token, and what a response says about it. Bearer is the first; a proof of possession, which
 * is another one for each request, each hop and each nonce, has its place here too.
 *
 * <p>Called on event loops: fast, non-blocking, thread-safe.
 *
 * @since 0.1.0
 */
public interface Authorizer {

    /**
     * Returns the headers to write, for this very request.
     *
     * @param request what is about to be sent, to an origin that may see the token
     * @return names and values, each to be set; one of them is {@code Authorization}
     */
    Map<String, String> headers(AuthorizedRequest request);

    /**
     * Judges a response.
     *
     * @param request what was sent
     * @param status the HTTP status
     * @param headers the values of a header by its name, one per line as received
     * @return what to do
     */
    Verdict judge(AuthorizedRequest request, int status, Function<String, List<String>> headers);

    /** {@return RFC 6750: the token in the {@code Authorization} header, and nowhere else} */
    static Authorizer bearer() {
        return BearerAuthorizer.INSTANCE;
    }
}
