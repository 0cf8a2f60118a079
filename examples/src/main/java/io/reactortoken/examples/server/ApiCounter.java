package io.reactortoken.examples.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts at the API the requests it refused for their token. */
public final class ApiCounter extends OncePerRequestFilter {

    private final AtomicLong unauthorized = new AtomicLong();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        // an accepted request goes on asynchronously, and its status is still 200
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            unauthorized.incrementAndGet();
        }
    }

    public long unauthorized() {
        return unauthorized.get();
    }
}
