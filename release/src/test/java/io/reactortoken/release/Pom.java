package io.reactortoken.release;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An element of a POM, as far as it is looked at here. */
record Pom(Element element) {

    /** {@return the element project of a file} */
    static Pom read(Path file) throws Exception {
        return new Pom(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement());
    }

    /** {@return the children of that name of the element at the end of a path such as {@code build/plugins}} */
    List<Pom> all(String path) {
        List<Pom> found = List.of(this);
        for (String name : path.split("/", -1)) {
            List<Pom> next = new ArrayList<>();
            found.forEach(pom -> next.addAll(pom.children(name)));
            found = next;
        }
        return found;
    }

    private List<Pom> children(String name) {
        List<Pom> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found && found.getTagName().equals(name)) {
                children.add(new Pom(found));
            }
        }
        return children;
    }

    /** {@return the text of the element at the end of a path; empty if there is none} */
    String text(String path) {
        return all(path).stream()
                .findFirst()
                .map(pom -> pom.element.getTextContent().strip())
                .orElse("");
    }

    boolean has(String path) {
        return !all(path).isEmpty();
    }
}
