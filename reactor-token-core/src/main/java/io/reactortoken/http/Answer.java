package io.reactortoken.http;

import java.util.List;

/**
 * An API's answer, as far as it may tell that a token was refused: status and headers, not the body.
 *
 * @since 0.1.0
 */
public interface Answer {

    /** {@return the HTTP status} */
    int status();

    /**
     * Returns the values of a header.
     *
     * @param name in any case
     * @return one per line as received; empty if there is none
     */
    List<String> headers(String name);

    /** {@return what the API wants to see, by its {@code WWW-Authenticate} headers} */
    default List<Challenge> challenges() {
        return Challenge.parse(headers("WWW-Authenticate"));
    }
}
