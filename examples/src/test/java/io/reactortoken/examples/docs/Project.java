package io.reactortoken.examples.docs;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What the pages refer to: modules, profiles, properties and sources. */
final class Project {

    static final Path ROOT = Path.of("..");

    private static final List<String> SOURCES = List.of("src/main/java", "src/test/java");

    private final List<String> poms;
    private final List<List<String>> sources;

    private Project(List<String> poms, List<List<String>> sources) {
        this.poms = poms;
        this.sources = sources;
    }

    static Project read() {
        String root = text(ROOT.resolve("pom.xml"));
        List<Path> modules = xpath(root, "/project/modules/module").stream()
                .map(ROOT::resolve)
                .toList();
        List<String> poms = Stream.concat(Stream.of(ROOT), modules.stream())
                .map(module -> text(module.resolve("pom.xml")))
                .toList();
        List<List<String>> sources =
                javaFiles(modules).map(Project::text).map(Project::lines).toList();
        return new Project(poms, sources);
    }

    private static Stream<Path> javaFiles(List<Path> modules) {
        return modules.stream()
                .flatMap(module -> SOURCES.stream().map(module::resolve))
                .filter(Files::isDirectory)
                .flatMap(Project::walk)
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static Stream<Path> walk(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without indentation and blank lines: the formatter decides about those. */
    static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** The Java sources of all modules that a build compiles, each as its lines. */
    List<List<String>> sources() {
        return sources;
    }

    /** The names of the profiles of all POMs. */
    Set<String> profiles() {
        return all("//profile/id");
    }

    Set<String> artifacts() {
        return all("/project/artifactId");
    }

    Set<String> versions() {
        return all("/project/version");
    }

    /** Whether a POM or a source speaks of this property. */
    boolean knowsProperty(String name) {
        return poms.stream().anyMatch(pom -> pom.contains("${" + name + "}") || pom.contains("<" + name + ">"))
                || mentions("\"" + name + "\"");
    }

    boolean usesPlugin(String prefix) {
        return poms.stream()
                .anyMatch(pom -> pom.contains("maven-" + prefix + "-plugin") || pom.contains(prefix + "-maven-plugin"));
    }

    boolean mentions(String text) {
        return sources.stream().flatMap(List::stream).anyMatch(line -> line.contains(text));
    }

    /** Simple or qualified, with Surefire's asterisk. */
    boolean hasClass(Path module, String pattern) {
        String name = pattern.substring(pattern.lastIndexOf('.') + 1).replace("*", ".*");
        List<Path> below = module.equals(ROOT)
                ? xpath(poms.get(0), "/project/modules/module").stream()
                        .map(ROOT::resolve)
                        .toList()
                : List.of(module);
        return javaFiles(below).anyMatch(file -> file.getFileName().toString().matches(name + "\\.java"));
    }

    private Set<String> all(String expression) {
        Set<String> found = new TreeSet<>();
        poms.forEach(pom -> found.addAll(xpath(pom, expression)));
        return found;
    }

    static List<String> xpath(String xml, String expression) {
        try {
            NodeList nodes = (NodeList)
                    XPathFactory.newInstance().newXPath().evaluate(expression, parse(xml), XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent().strip())
                    .toList();
        } catch (XPathException | SAXException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Without namespaces, so that paths are short; without doctypes. */
    static Document parse(String xml) throws SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
