package io.reactortoken.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import reactor.netty.http.client.HttpClientResponse;

/** What the headers of an answer say before its body is read. */
final class ResponseHead {

    private final int status;
    private final HttpHeaders received;

    ResponseHead(HttpClientResponse response) {
        this.status = response.status().code();
        this.received = response.responseHeaders();
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        received.names().forEach(name -> headers.put(name, received.getAll(name)));
        return headers;
    }

    /** {@return why the body is not worth reading, if it is not} */
    Optional<TokenException> refusal(int maxBody) {
        if (status < 200) {
            return Optional.of(NoAnswer.unexpected("answered HTTP " + status + " and nothing after it"));
        }
        if (announcedLength() > maxBody) {
            return Optional.of(BoundedBody.tooLarge(maxBody));
        }
        return isEncoded() && status < 300 ? Optional.of(encoded()) : Optional.empty();
    }

    /** One length at most, and a number: the decoder has seen to that. */
    private long announcedLength() {
        String length = received.get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length.strip());
    }

    /** No encoding is asked for, and none is undone: a few packed bytes can hold gigabytes. */
    boolean isEncoded() {
        return received.getAll(HttpHeaderNames.CONTENT_ENCODING).stream()
                .map(encoding -> encoding.strip().toLowerCase(Locale.ROOT))
                .anyMatch(encoding -> !encoding.isEmpty() && !encoding.equals("identity"));
    }

    private TokenException encoded() {
        String encoding = String.join(", ", received.getAll(HttpHeaderNames.CONTENT_ENCODING));
        String shown = encoding.length() > 32 ? encoding.substring(0, 32) : encoding;
        TokenFailure failure = TokenFailure.of(
                        Code.MTR, "the answer's Content-Encoding is '" + shown.replace('\'', '?') + "'")
                .kind(FailureKind.ENCODING)
                .hint("H-RESPONSE", "no encoding was asked for; is a proxy in between?");
        return TokenResponseException.of(failure, null);
    }
}
