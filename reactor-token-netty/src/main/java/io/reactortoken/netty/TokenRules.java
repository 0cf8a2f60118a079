package io.reactortoken.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.reactortoken.internal.Authorizer;
import io.reactortoken.internal.Origin;
import io.reactortoken.internal.OriginAllowList;
import io.reactortoken.internal.Verdict;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientConfig;

/** Who may see a token, how it is written, and what an answer means. */
record TokenRules(OriginAllowList origins, Authorizer authorizer) {

    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

    /**
     * Refuses a foreign target before anything connects to it (RS-39). An early answer only: a target that cannot be
     * told here, because it is made of {@code host(..)} and {@code port(..)}, is judged when the request is written.
     */
    void checkTarget(HttpClientConfig config) {
        if (config.headers().contains(HttpHeaderNames.AUTHORIZATION)) {
            return;
        }
        String url = isAbsolute(config.uri()) ? config.uri() : config.baseUrl();
        if (isAbsolute(url) && !permits(origin(url))) {
            throw origins.refusal(origin(url));
        }
    }

    private static boolean isAbsolute(@Nullable String url) {
        return url != null && ABSOLUTE.matcher(url).lookingAt();
    }

    boolean permits(Optional<Origin> origin) {
        return origin.isPresent() && origins.permits(origin.get());
    }

    Verdict judge(Attempt attempt, int status, HttpHeaders headers) {
        return attempt.sent()
                .map(request -> authorizer.judge(request, status, headers::getAll))
                .orElse(Verdict.PASS);
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
