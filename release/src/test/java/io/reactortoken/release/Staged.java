package io.reactortoken.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The files of one artifact in the staging repository, by what follows name and version: {@code -sources.jar}. */
record Staged(String artifactId, Map<String, Path> files) {

    private static final Path GROUP = Module.ROOT.resolve("target/staging/io/reactortoken");

    /** {@return what is staged, by artifact} */
    static Map<String, Staged> all() throws IOException {
        Map<String, Staged> all = new TreeMap<>();
        try (Stream<Path> directories = Files.list(GROUP)) {
            for (Path directory : directories.toList()) {
                String name = directory.getFileName().toString();
                all.put(name, new Staged(name, files(directory, name)));
            }
        }
        return all;
    }

    private static Map<String, Path> files(Path directory, String name) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(directory)) {
            found.filter(file -> file.getFileName().toString().startsWith(name))
                    .filter(file -> !file.toString().matches(".*\\.(md5|sha1|sha256|sha512)"))
                    .filter(Files::isRegularFile)
                    .forEach(
                            file -> files.put(kind(file.getFileName().toString().substring(name.length())), file));
        }
        return files;
    }

    /** Versions begin with a digit and have none of these at their end; those of snapshots have a date and a number. */
    private static String kind(String versionAndKind) {
        return versionAndKind.replaceFirst("^-\\d+\\.\\d+\\.\\d+(?:-SNAPSHOT|-\\d{8}\\.\\d{6}-\\d+)?", "");
    }

    Path file(String kind) {
        Path file = files.get(kind);
        if (file == null) {
            throw new AssertionError("there is no " + artifactId + " .. " + kind + " in " + files.values());
        }
        return file;
    }

    List<String> entries(String kind) throws IOException {
        try (JarFile jar = new JarFile(file(kind).toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    Pom pom() throws Exception {
        return Pom.read(file(".pom"));
    }
}
