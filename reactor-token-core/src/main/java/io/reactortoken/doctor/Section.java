package io.reactortoken.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One part of a report. Its texts hold no secret and no token, are ASCII, and what came from a server is cleaned and cut.
 *
 * @param id stable, {@code D-01} to {@code D-14}
 * @param title what it is about
 * @param lines what was found, in the order in which it is read
 * @since 0.1.0
 */
public record Section(String id, String title, List<Line> lines) {

    /**
     * Copies the lines.
     *
     * @param id see {@link #id()}
     * @param title see {@link #title()}
     * @param lines see {@link #lines()}
     */
    public Section {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        lines = List.copyOf(lines);
    }

    /**
     * A fact.
     *
     * @param name stable, in lower case
     * @param value for people; a line feed in it is a line of its own, as in a command
     * @since 0.1.0
     */
    public record Line(String name, String value) {}
}
