package io.reactortoken.netty;

import reactor.netty.http.logging.HttpMessageArgProvider;
import reactor.netty.http.logging.HttpMessageLogFactory;

/**
 * What the client may log of a token request and of its answer: what it is, the method or the status, and nothing that
 * was sent along. The default one leaves out what it knows to be secret; here it is all secret (TM-11).
 */
final class SilentMessages implements HttpMessageLogFactory {

    static final SilentMessages INSTANCE = new SilentMessages();

    private SilentMessages() {}

    private static String of(HttpMessageArgProvider message) {
        return switch (message.httpMessageType()) {
            case REQUEST, FULL_REQUEST -> "token request, " + message.method();
            case RESPONSE, FULL_RESPONSE -> "token response, status " + message.status();
            default -> "a part of a body";
        };
    }

    @Override
    public String trace(HttpMessageArgProvider message) {
        return of(message);
    }

    @Override
    public String debug(HttpMessageArgProvider message) {
        return of(message);
    }

    @Override
    public String info(HttpMessageArgProvider message) {
        return of(message);
    }

    @Override
    public String warn(HttpMessageArgProvider message) {
        return of(message);
    }

    @Override
    public String error(HttpMessageArgProvider message) {
        return of(message);
    }
}
