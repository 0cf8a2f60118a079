package io.reactortoken.doctor;

import io.reactortoken.oauth2.internal.answer.ServerFacts;
import io.reactortoken.oauth2.internal.body.Echo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shape of an answer, without its body.
 *
 * @param status of HTTP
 * @param contentType cleaned and cut; empty if there was none
 * @param length of the body in bytes
 * @param looksLike what the body is, by its first characters
 * @param server what its headers tell
 * @param location the origin it redirects to; empty if it does not
 * @param challenge the schemes that it asks for; empty if it asks for none
 * @param took from when the request was handed to the transport
 */
record Received(
        int status,
        String contentType,
        int length,
        String looksLike,
        ServerFacts server,
        String location,
        String challenge,
        Duration took) {

    private static final int LONGEST = 128;

    /** The same without what quotes the token, which was not known when the headers were read. */
    Received hiding(Echo echo) {
        Map<String, String> ids = new LinkedHashMap<>();
        server.correlationIds().forEach((name, id) -> ids.put(name, echo.show(id, LONGEST)));
        return new Received(
                status,
                echo.show(contentType, LONGEST),
                length,
                looksLike,
                new ServerFacts(ids, server.skew()),
                echo.show(location, LONGEST),
                echo.show(challenge, LONGEST),
                took);
    }
}
