package io.reactortoken.doctor;

import java.util.List;

/** Who looks, in that order. */
final class Examiners {

    private Examiners() {}

    static List<Examiner> all() {
        return List.of(
                new ConfigurationSection(),
                new CredentialSection(),
                new RequestSection(),
                new ResponseSection(),
                new TokenSection());
    }
}
