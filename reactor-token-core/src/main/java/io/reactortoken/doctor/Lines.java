package io.reactortoken.doctor;

import java.util.ArrayList;
import java.util.List;

/** Collects the lines of a section. */
final class Lines {

    private final String id;
    private final String title;
    private final List<Section.Line> lines = new ArrayList<>();

    private Lines(String id, String title) {
        this.id = id;
        this.title = title;
    }

    static Lines of(String id, String title) {
        return new Lines(id, title);
    }

    Lines add(String name, String value) {
        lines.add(new Section.Line(name, Words.clean(value)));
        return this;
    }

    /** Nothing where there is nothing to tell. */
    Lines addIf(boolean known, String name, String value) {
        return known ? add(name, value) : this;
    }

    Section section() {
        return new Section(id, title, lines);
    }
}
