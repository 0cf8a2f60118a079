package io.reactortoken.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A row of the catalogue.
 *
 * @param id such as TE-051
 * @param level P0: nothing ships without it
 * @param text what the row is about
 * @param reason why there need not be a test yet; empty if there must be one
 */
record Row(String id, String level, String text, String reason) {

    /** An id wherever it stands: in the name of a test, or in a line of the page. */
    static final Pattern ID = Pattern.compile("\\b(?:R\\d{4}|RFAPI|TE|CS|RS|CF|TM|SD|D)-\\d{2,3}\\b");

    static List<Row> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Row::parse).toList();
    }

    private static Row parse(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 4 || !ID.matcher(cells[0]).matches()) {
            throw new IllegalArgumentException("not an id and three more cells: " + line);
        }
        return new Row(cells[0], cells[1], cells[2], cells[3]);
    }

    /** The part before the number, which is the family. */
    String family() {
        return id.substring(0, id.indexOf('-'));
    }

    boolean isRequired() {
        return reason.isEmpty();
    }
}
