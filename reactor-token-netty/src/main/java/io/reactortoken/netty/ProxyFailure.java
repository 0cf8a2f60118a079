package io.reactortoken.netty;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.net.ConnectException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong at the proxy. Netty tells the proxy's answer in a message; of that only the number is read. */
final class ProxyFailure {

    private static final Pattern STATUS = Pattern.compile("status: ([1-5]\\d\\d)\\b");
    private static final int ASKS_FOR_CREDENTIALS = 407;
    private static final int FIRST_SERVER_ERROR = 500;

    private final Causes causes;
    private final String host;
    private final TokenProxy proxy;
    private final TransportLimits limits;

    ProxyFailure(Causes causes, String host, TokenProxy proxy, TransportLimits limits) {
        this.causes = causes;
        this.host = host;
        this.proxy = proxy;
        this.limits = limits;
    }

    /** {@return the failure, or empty if the proxy has done its part} */
    Optional<TokenFailure> failure() {
        Optional<String> refusal =
                causes.find(ProxyConnectException.class).map(error -> String.valueOf(error.getMessage()));
        if (causes.hold(ConnectTimeoutException.class)
                || refusal.filter(message -> message.contains("timeout")).isPresent()) {
            return Optional.of(net(
                    proxy.address() + " did not answer within "
                            + limits.connectTimeout().toMillis() + " ms",
                    "check its host and port, and whether it may be used from here"));
        }
        if (refusal.isPresent()) {
            return refusal.map(message -> refused(status(message)));
        }
        if (causes.hold(ConnectException.class)) {
            return Optional.of(net(proxy.address() + " cannot be reached", "check its host and port")
                    .transientFailure());
        }
        return causes.hold(NotSslRecordException.class)
                ? Optional.of(
                        net(proxy.address() + " answered in plain text where TLS was due", "does it show a page?"))
                : Optional.empty();
    }

    private static int status(String message) {
        Matcher status = STATUS.matcher(message);
        return status.find() ? Integer.parseInt(status.group(1)) : 0;
    }

    private TokenFailure refused(int status) {
        String what = proxy.address() + (status == 0 ? " refused" : " answered " + status);
        if (status == ASKS_FOR_CREDENTIALS) {
            return net(what, proxy.credentialsHint());
        }
        TokenFailure failure = net(what, "ask who runs it whether it may connect to " + host);
        return status >= FIRST_SERVER_ERROR ? failure.transientFailure() : failure;
    }

    private TokenFailure net(String what, String check) {
        return TokenFailure.of(Code.NET, "the proxy " + what)
                .kind(FailureKind.PROXY)
                .hint("H-PROXY", check);
    }
}
