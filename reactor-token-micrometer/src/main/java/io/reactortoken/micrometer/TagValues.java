package io.reactortoken.micrometer;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of tags. Whatever text an event holds, there are only as many as the enums have constants, and two more. */
final class TagValues {

    static final String NONE = "none";
    static final String OTHER = "other";

    static final String GRANTED = "granted";
    static final String DISCARDED = "discarded";
    static final String FAILED = "failed";
    static final String RETRIED = "retried";
    static final String CANCELLED = "cancelled";

    static final String FIRST = "first";
    static final String FOREGROUND = "foreground";
    static final String BACKGROUND = "background";

    static final String DONE = "done";
    static final String SKIPPED = "skipped";

    private static final Set<String> CODES = Arrays.stream(TokenFailure.Code.values())
            .map(TokenFailure.Code::label)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> KINDS =
            Arrays.stream(FailureKind.values()).map(FailureKind::name).collect(Collectors.toUnmodifiableSet());

    private TagValues() {}

    static String code(String code) {
        return known(CODES, code);
    }

    static String kind(String kind) {
        return known(KINDS, kind);
    }

    /** {@return the class of an HTTP status, for instance {@code 2xx}} */
    static String answered(int status) {
        if (status == 0) {
            return NONE;
        }
        return status >= 100 && status < 600 ? status / 100 + "xx" : OTHER;
    }

    private static String known(Set<String> values, String value) {
        if (value.isEmpty()) {
            return NONE;
        }
        return values.contains(value) ? value : OTHER;
    }
}
