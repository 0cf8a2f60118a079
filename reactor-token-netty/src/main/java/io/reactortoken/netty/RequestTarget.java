package io.reactortoken.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientConfig;

/** Where a request goes, as far as that can be told. */
final class RequestTarget {

    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

    private RequestTarget() {}

    /**
     * Refuses a foreign target before anything connects to it (RS-39). An early answer only: a target that cannot be
     * told here, because it is made of {@code host(..)} and {@code port(..)}, is judged when the request is written.
     */
    static void check(HttpClientConfig config, AuthSettings settings) {
        boolean leftAlone =
                config.headers().contains(HttpHeaderNames.AUTHORIZATION) && !settings.replacesAuthorization();
        String url = isAbsolute(config.uri()) ? config.uri() : config.baseUrl();
        if (!leftAlone && !settings.passesForeignOrigins() && isAbsolute(url)) {
            Optional<Origin> origin = origin(url);
            if (!settings.origins().permits(origin)) {
                throw settings.origins().refusal(origin);
            }
        }
    }

    private static boolean isAbsolute(@Nullable String url) {
        return url != null && ABSOLUTE.matcher(url).lookingAt();
    }

    static Optional<Origin> origin(@Nullable String url) {
        return url == null ? Optional.empty() : Origin.of(url);
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
