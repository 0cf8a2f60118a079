package io.reactortoken;

import java.util.Arrays;
import java.util.List;
import reactor.core.Exceptions;

/** What was suppressed for a reason of ours. */
public final class Suppressed {

    private Suppressed() {}

    /** {@return all but the traces that Reactor adds while it debugs operators} */
    public static List<Throwable> of(Throwable error) {
        return Arrays.stream(error.getSuppressed())
                .filter(suppressed -> !Exceptions.isTraceback(suppressed))
                .toList();
    }
}
