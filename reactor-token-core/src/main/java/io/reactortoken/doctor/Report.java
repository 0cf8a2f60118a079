package io.reactortoken.doctor;

import java.time.Instant;
import java.util.List;

/**
 * What a {@link TokenDoctor} found out. Immutable.
 *
 * <p>Made from redacted facts only: it holds no secret, token, assertion or parameter value, no query, cookie or body.
 * Hosts, paths, scopes, claims and correlation ids are in it: read it before you pass it on.
 *
 * @since 0.1.0
 */
public final class Report {

    static final String LEFT_OUT =
            "Left out: secrets, tokens, assertions, values of parameters, queries, headers and bodies; names, lengths and"
                    + " sorts of characters stand in their place. Hosts, paths, scopes, claims, key ids and correlation ids"
                    + " are in it: read it before you pass it on.";

    private final Instant at;
    private final String client;
    private final List<Section> sections;
    private final List<Finding> findings;

    private Report(Instant at, String client, List<Section> sections, List<Finding> findings) {
        this.at = at;
        this.client = client;
        this.sections = List.copyOf(sections);
        this.findings = List.copyOf(findings);
    }

    static Report of(CaseFile file, List<Section> sections, List<Finding> findings) {
        return new Report(file.at, Words.clean(file.setup.examination.client()), sections, findings);
    }

    /** {@return when the examination began, by this machine's clock} */
    public Instant at() {
        return at;
    }

    /** {@return the registration id, as errors show it} */
    public String client() {
        return client;
    }

    /** {@return the sections, by their ids} */
    public List<Section> sections() {
        return sections;
    }

    /** {@return what is wrong, the most probable cause first; empty if nothing is} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return whether there is no finding: a token was issued, and there is nothing to do} */
    public boolean healthy() {
        return findings.isEmpty();
    }

    /**
     * Returns the report for people.
     *
     * @return lines of at most 80 columns of ASCII, each ended by a line feed; findings first
     */
    public String toText() {
        return new ReportText(this).write();
    }

    /**
     * Returns the report for programs.
     *
     * @return a JSON object with {@code at}, {@code client}, {@code healthy}, {@code findings}, {@code sections} and
     *     {@code leftOut}; members may be added
     */
    public String toJson() {
        return ReportJson.write(this);
    }

    /** Tells how many findings there are, and the first one's hint. */
    @Override
    public String toString() {
        String first = findings.isEmpty() ? "" : ", first " + findings.get(0).hint();
        return "Report[client=" + client + ", " + Words.count(findings.size(), "finding") + first + "]";
    }
}
