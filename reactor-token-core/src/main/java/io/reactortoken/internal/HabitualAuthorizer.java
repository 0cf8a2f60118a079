package io.reactortoken.internal;

import static java.util.Objects.requireNonNull;

import io.reactortoken.http.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Another authorizer, and the habits of one API: it may find a refusal where the other one finds none (RS-15). */
final class HabitualAuthorizer implements Authorizer {

    private final Authorizer authorizer;
    private final Predicate<? super Answer> refusal;

    HabitualAuthorizer(Authorizer authorizer, Predicate<? super Answer> refusal) {
        this.authorizer = authorizer;
        this.refusal = requireNonNull(refusal, "refusal");
    }

    private record Received(int status, Function<String, List<String>> lines) implements Answer {
        @Override
        public List<String> headers(String name) {
            return lines.apply(name);
        }
    }

    @Override
    public Map<String, String> headers(AuthorizedRequest request) {
        return authorizer.headers(request);
    }

    @Override
    public Verdict judge(AuthorizedRequest request, int status, Function<String, List<String>> headers) {
        Verdict verdict = authorizer.judge(request, status, headers);
        return verdict == Verdict.PASS && refusal.test(new Received(status, headers))
                ? Verdict.REPLAY_WITH_NEW_TOKEN
                : verdict;
    }
}
