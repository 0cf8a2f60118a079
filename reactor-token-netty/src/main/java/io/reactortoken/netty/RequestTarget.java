package io.reactortoken.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.LastOrigin;
import io.reactortoken.internal.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientConfig;

/** Where a request goes, as far as that can be told. */
final class RequestTarget {

    private RequestTarget() {}

    /**
     * Refuses a foreign target before anything connects to it (RS-39). An early answer only: a target that cannot be
     * told here, because it is made of {@code host(..)} and {@code port(..)}, is judged when the request is written.
     */
    static void check(HttpClientConfig config, AuthSettings settings, LastOrigin origins) {
        String url = isAbsolute(config.uri()) ? config.uri() : config.baseUrl();
        if (url == null || settings.passesForeignOrigins() || !isAbsolute(url)) {
            return;
        }
        Optional<Origin> origin = origins.of(url);
        // the headers come last, because they are copied for whoever looks at them
        if (!settings.origins().permits(origin) && !isLeftAlone(config, settings)) {
            throw settings.origins().refusal(origin);
        }
    }

    private static boolean isLeftAlone(HttpClientConfig config, AuthSettings settings) {
        return !settings.replacesAuthorization() && config.headers().contains(HttpHeaderNames.AUTHORIZATION);
    }

    /** A scheme (RFC 3986 section 3.1) and two slashes; a path may begin with two slashes, or hold a URL. */
    private static boolean isAbsolute(@Nullable String url) {
        int colon = url == null ? -1 : url.indexOf("://");
        if (url == null || colon < 1 || !isLetter(url.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = url.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && c != '+' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** The client sends URLs that are no URIs by the letter; what stands for those is their origin. */
    static URI uri(String url, Origin origin) {
        try {
            return new URI(url);
        } catch (URISyntaxException lenient) {
            return URI.create(origin + "/");
        }
    }
}
