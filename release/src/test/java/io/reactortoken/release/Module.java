package io.reactortoken.release;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A module of this build: where it stands, and its POM. */
record Module(Path directory, Pom pom) {

    /** The directory of the build. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** {@return all modules, in the order of the build} */
    static List<Module> all() throws Exception {
        List<Module> modules = new ArrayList<>();
        for (Pom name : Pom.read(ROOT.resolve("pom.xml")).all("modules/module")) {
            Path directory = ROOT.resolve(name.element().getTextContent());
            modules.add(new Module(directory, Pom.read(directory.resolve("pom.xml"))));
        }
        return modules;
    }

    /** {@return what users get, but for the BOM} */
    static List<Module> published() throws Exception {
        return all().stream().filter(Module::isPublished).filter(Module::isJar).toList();
    }

    String artifactId() {
        return pom.text("artifactId");
    }

    boolean isPublished() {
        return !pom.text("properties/maven.deploy.skip").equals("true");
    }

    boolean isJar() {
        return !pom.text("packaging").equals("pom");
    }

    Path sources() {
        return directory.resolve("src/main/java");
    }

    Path classes() {
        return directory.resolve("target/classes");
    }
}
