package io.reactortoken.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has been found out so far, in redacted types only. Each examiner adds its part to a copy that nobody else has seen
 * yet.
 */
final class CaseFile {

    final Setup setup;

    /** When the examination began. */
    final Instant at;

    CredentialFacts credential = CredentialFacts.NONE;
    Way way = Way.NONE;
    Exchange exchange = Exchange.NONE;

    ApiCall call = ApiCall.NONE;
    List<Tried> tried = List.of();

    /** By the section's id: the class of what was thrown where nothing should be. */
    Map<String, String> broken = Map.of();

    /** Null where the token was not had, or could not be looked at. */
    @Nullable
    TokenLook token;

    private CaseFile(Setup setup, Instant at) {
        this.setup = setup;
        this.at = at;
    }

    static CaseFile open(Setup setup) {
        return new CaseFile(setup, Instant.ofEpochMilli(setup.clock.epochMillis()));
    }

    CaseFile with(Consumer<CaseFile> change) {
        CaseFile copy = new CaseFile(setup, at);
        copy.credential = credential;
        copy.way = way;
        copy.exchange = exchange;
        copy.call = call;
        copy.tried = tried;
        copy.broken = broken;
        copy.token = token;
        change.accept(copy);
        return copy;
    }
}
