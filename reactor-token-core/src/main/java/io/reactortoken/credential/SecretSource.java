package io.reactortoken.credential;

import static java.util.Objects.requireNonNull;

import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Where a client secret comes from. Asked before each token request.
 *
 * <p>Thread-safe. {@link SecretLoader} makes one of a store of one's own.
 *
 * @since 0.1.0
 */
public interface SecretSource {

    /**
     * Returns the secret as it is now.
     *
     * <p>Cold: each subscription reads it, or takes what was read a moment ago.
     * <p>Signals one secret, or a {@link io.reactortoken.TokenCredentialException}; never empty, and never blocks.
     * <p>Cancelling ends nothing that somebody else waits for.
     * <p>The secret arrives on the thread that read it (the subscribing one for {@link #of} and {@link #env}, a thread of
     * {@link Schedulers#boundedElastic()} for files), or on the subscribing one if it has been read by then.
     *
     * @return a mono that reads on each subscription
     */
    Mono<Secret> secret();

    /**
     * Returns the secret as its store has it now, whatever is remembered: a server has just refused the one that was
     * read. Otherwise as {@link #secret()}, which it is by default.
     *
     * @return a mono that reads on each subscription
     */
    default Mono<Secret> reload() {
        return secret();
    }

    /**
     * Says where the secret comes from, for messages.
     *
     * @return for instance {@code env:ORDERS_SECRET}; never the secret
     */
    String description();

    /**
     * Fails if it is known already that there is no secret; called when a token request is built. Does not block.
     *
     * @throws io.reactortoken.TokenCredentialException if so
     */
    default void verify() {}

    /**
     * Wraps a secret that the program already has.
     *
     * @param secret exactly as it is sent; not blank. For a {@code char[]} there is {@link CharBuffer#wrap(char[])}; it is
     *     copied, and may be overwritten afterwards
     * @return a source of this secret
     * @throws IllegalArgumentException if {@code secret} is blank or not well-formed Unicode
     */
    static SecretSource of(CharSequence secret) {
        return GivenSource.of(secret);
    }

    /**
     * Reads an environment variable. White space at its edges is cut off, because a line feed at the end is the usual
     * fault and never part of a secret.
     *
     * @param name the variable's name
     * @return a source that reads the variable on each subscription
     */
    static SecretSource env(String name) {
        return new EnvSource(name, System::getenv);
    }

    /**
     * Reads a file: one that Kubernetes or Docker mounts, or that a pipeline wrote. UTF-8, at most 64 KiB; white space at
     * the edges is cut off. The file is read again for each token request, so that a new secret counts at once. A symbolic
     * link that is swapped, as Kubernetes does it, is read consistently.
     *
     * <p>A file that is missing or empty fails for the moment ({@code CRD-T}); the last good secret is used meanwhile, for
     * up to 24 hours.
     *
     * @param path the file
     * @return a source that reads the file on {@link Schedulers#boundedElastic()}
     */
    static SecretSource file(Path path) {
        FileText file = new FileText(requireNonNull(path, "path"));
        String description = "file:" + path;
        SecretText raw = SecretText.from("the file " + path).untrimmed().allowingPlaceholder();
        return SecretLoader.of(description, () -> blocking(() -> raw.read(file.read())))
                .source();
    }

    /**
     * Reads a variable of a {@code .env} file, for development. The dialect is in {@code docs/secrets.md}; nothing is
     * expanded. The file is read again for each token request.
     *
     * @param path the file, UTF-8, at most 64 KiB
     * @param name the variable's name
     * @return a source that reads the file on {@link Schedulers#boundedElastic()}
     */
    static SecretSource dotenv(Path path, String name) {
        DotEnvFile file = new DotEnvFile(requireNonNull(path, "path"), name);
        return SecretLoader.of(file.description(), () -> blocking(file::read)).source();
    }

    private static Mono<Secret> blocking(Callable<Secret> read) {
        return Mono.fromCallable(read).subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * Returns a source that asks another one where this one has no secret ({@code CRD-P}). While this one fails for the
     * moment, the other one is not asked: it might have an older secret.
     *
     * @param other asked second
     * @return a new source
     */
    default SecretSource orElse(SecretSource other) {
        return new FallbackSource(this, requireNonNull(other, "other"));
    }

    /**
     * Returns a source of something that is made of this one's secret.
     *
     * @param mapper must not block and must not return null; keeps the version, if it sets none
     * @return a new source
     */
    default SecretSource map(Function<? super Secret, Secret> mapper) {
        return new MappedSource(this, "", requireNonNull(mapper, "mapper"));
    }

    /**
     * Returns a source of one member of the JSON object that this one's secret is. White space at its edges is cut off.
     *
     * @param field the member's name; its value must be a text
     * @return a new source; it fails if there is no such member, and names those that there are
     */
    default SecretSource jsonField(String field) {
        JsonField json = new JsonField(description(), requireNonNull(field, "field"));
        return new MappedSource(this, "#" + field, json::of);
    }
}
