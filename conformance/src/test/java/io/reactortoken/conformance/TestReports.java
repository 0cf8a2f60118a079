package io.reactortoken.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the test run of one module left: the names of its tests, and the ids of rows in them. */
record TestReports(Path module) {

    /** The modules below a directory that have tests, and those below one of them. */
    static List<TestReports> below(Path root) throws IOException {
        try (Stream<Path> modules = Files.walk(root, 2)) {
            return modules.filter(module -> !module.equals(root) && Files.exists(module.resolve("pom.xml")))
                    .filter(module -> Files.isDirectory(module.resolve("src/test/java")))
                    .sorted()
                    .map(TestReports::new)
                    .toList();
        }
    }

    /** {@return whether its tests were run, and not compiled again since} */
    boolean isOfNow() throws IOException {
        Optional<FileTime> run = newest(reports());
        Optional<FileTime> compiled = newest(files(module.resolve("target/test-classes"), ".class"));
        return run.isPresent()
                && compiled.isPresent()
                && !run.get().toInstant().isBefore(compiled.get().toInstant());
    }

    /** Adds from each row's id to the classes with a passing test of that name. A name that failed anywhere shows nothing. */
    static Map<String, Set<String>> shown(List<TestReports> modules) throws IOException {
        Map<String, Set<String>> shown = new TreeMap<>();
        Set<String> failed = new TreeSet<>();
        for (TestReports module : modules) {
            for (Path report : module.reports()) {
                NodeList cases = parse(report).getElementsByTagName("testcase");
                for (int at = 0; at < cases.getLength(); at++) {
                    read((Element) cases.item(at), shown, failed);
                }
            }
        }
        shown.keySet().removeAll(failed);
        return shown;
    }

    private List<Path> reports() throws IOException {
        return files(module.resolve("target/surefire-reports"), ".xml").stream()
                .filter(file -> file.getFileName().toString().startsWith("TEST-"))
                .toList();
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<FileTime> newest(List<Path> files) throws IOException {
        Optional<FileTime> newest = Optional.empty();
        for (Path file : files) {
            FileTime time = Files.getLastModifiedTime(file);
            newest = newest.filter(known -> known.compareTo(time) > 0).or(() -> Optional.of(time));
        }
        return newest;
    }

    private static Element parse(Path report) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getDocumentElement();
        } catch (SAXException | ParserConfigurationException unreadable) {
            throw new IOException("unreadable test report " + report, unreadable);
        }
    }

    private static void read(Element test, Map<String, Set<String>> shown, Set<String> failed) {
        boolean passed = Stream.of("failure", "error", "skipped")
                .allMatch(outcome -> test.getElementsByTagName(outcome).getLength() == 0);
        String owner = test.getAttribute("classname");
        String simple = owner.substring(Math.max(owner.lastIndexOf('.'), owner.lastIndexOf('$')) + 1);
        Matcher id = Row.ID.matcher(test.getAttribute("name"));
        while (id.find()) {
            if (passed) {
                shown.computeIfAbsent(id.group(), first -> new TreeSet<>()).add(simple);
            } else {
                failed.add(id.group());
            }
        }
    }
}
