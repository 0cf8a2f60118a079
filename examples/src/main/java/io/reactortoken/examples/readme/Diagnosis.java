package io.reactortoken.examples.readme;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.doctor.Report;
import io.reactortoken.doctor.RunStatistics;
import io.reactortoken.doctor.TokenDoctor;
import io.reactortoken.oauth2.TokenRequest;
import java.net.URI;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The samples of docs/doctor.md. */
final class Diagnosis {

    private Diagnosis() {}

    static Mono<Report> plain(TokenRequest request) {
        return TokenDoctor.of(request).build().run().doOnNext(report -> System.out.println(report.toText()));
    }

    static Mono<Report> thorough(TokenRequest request) {
        return TokenDoctor.of(request)
                .tryVariants()
                .probe(URI.create("https://api.example.com/orders"))
                .origins(Map.of("token-uri", "application.yml", "client-id", "ORDERS_CLIENT_ID"))
                .progress(step -> System.err.println(step))
                .build()
                .run();
    }

    static Mono<Report> counted(TokenRequest request, RunStatistics statistics) {
        CachedTokenSource cache = request.listener(statistics).cache();
        TokenSource tokens = statistics.counting(cache);
        return tokens.token()
                .then(TokenDoctor.of(request).stats(statistics).build().run());
    }
}
