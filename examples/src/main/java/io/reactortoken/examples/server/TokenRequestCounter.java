package io.reactortoken.examples.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts at the authorization server what its token endpoint answered. */
public final class TokenRequestCounter extends OncePerRequestFilter {

    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private volatile long lastSuccess = System.nanoTime();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (!request.getMethod().equals("POST") || !request.getRequestURI().equals("/oauth2/token")) {
            return;
        }
        if (response.getStatus() == HttpServletResponse.SC_OK) {
            lastSuccess = System.nanoTime();
            successes.incrementAndGet();
        } else {
            refusals.incrementAndGet();
        }
    }

    public long successes() {
        return successes.get();
    }

    public long refusals() {
        return refusals.get();
    }

    /** How long ago the last token was issued. */
    public Duration sinceLastSuccess() {
        return Duration.ofNanos(System.nanoTime() - lastSuccess);
    }
}
