package io.reactortoken.micrometer;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What handlers are told of an error. They hand on its message, its causes and their stack traces. Our messages may have a
 * description that the server sent, and what is in those of a fetch of the user's own nobody knows. So: code, kind and hint of
 * a {@link TokenException}, else the name of the class, and no cause.
 */
final class FetchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private FetchFailure(String message) {
        super(message, null, false, false);
    }

    static FetchFailure of(Throwable error) {
        if (error instanceof TokenException known) {
            TokenFailure failure = known.failure();
            String kind = failure.kind().map(FailureKind::name).orElse("");
            return new FetchFailure(Stream.of(failure.code().label(), kind, failure.hintId())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" ")));
        }
        return new FetchFailure(error.getClass().getName());
    }

    static FetchFailure empty() {
        return new FetchFailure("the fetch brought nothing");
    }
}
