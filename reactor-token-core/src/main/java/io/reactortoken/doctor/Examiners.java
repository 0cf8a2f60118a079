package io.reactortoken.doctor;

import java.util.List;

/** Who looks, in that order. */
final class Examiners {

    private Examiners() {}

    static List<Examiner> all() {
        return List.of(
                new ConfigurationSection(),
                new CredentialSection(),
                new DnsSection(),
                new ConnectionSection(),
                new TlsSection(),
                new RequestSection(),
                new ResponseSection(),
                new TokenSection(),
                new EnvironmentSection(),
                new VariantsSection(),
                new ApiSection(),
                new PostmanSection(),
                new StatisticsSection());
    }
}
