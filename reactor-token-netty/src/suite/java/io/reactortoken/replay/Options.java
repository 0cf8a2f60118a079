package io.reactortoken.replay;

import io.reactortoken.TokenSource;
import io.reactortoken.http.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** What both integrations can be told. Changed only while it is built. */
public final class Options {

    public final Function<ContextView, TokenSource> tokens;
    public final List<String> origins = new ArrayList<>();
    public final List<Predicate<URI>> recognised = new ArrayList<>();
    public boolean replaceAuthorization;
    public boolean passForeignOrigins;
    public boolean signalTokenErrors;
    public boolean repeatableBodies;
    public @Nullable Predicate<Answer> refusal;

    private Options(Function<ContextView, TokenSource> tokens) {
        this.tokens = tokens;
    }

    public static Options with(TokenSource tokens, String... origins) {
        return resolving(context -> tokens, origins);
    }

    public static Options resolving(Function<ContextView, TokenSource> tokens, String... origins) {
        Options options = new Options(tokens);
        options.origins.addAll(List.of(origins));
        return options;
    }

    public Options and(Consumer<Options> change) {
        change.accept(this);
        return this;
    }
}
