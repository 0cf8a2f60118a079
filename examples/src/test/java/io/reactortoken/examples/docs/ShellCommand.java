package io.reactortoken.examples.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that a page tells its readers to run.
 *
 * @param words without their quotes
 */
record ShellCommand(List<String> words) {

    private static final Pattern SPAN = Pattern.compile("`((?:mvn|java|\\.ci/run)\\b[^`]*)`");
    private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}(mvn .*)$");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    private static final Set<String> OTHER_PROGRAMS = Set.of("export", "git", "mkdir", "cd");
    private static final Set<String> SWITCHES = Set.of("-B", "-q", "-am", "-ntp", "-DskipTests");
    private static final Set<String> PHASES =
            Set.of("clean", "compile", "test", "package", "verify", "install", "deploy");
    private static final Set<String> OF_PLUGINS = Set.of("surefire.failIfNoSpecifiedTests", "maven.repo.local");

    static List<ShellCommand> in(Page page) {
        Stream<String> blocks = page.blocks("sh").stream()
                .flatMap(block -> block.replace("\\\n", " ").lines())
                .filter(line -> !line.isBlank() && !line.startsWith("#"));
        Stream<String> spans = Stream.of(SPAN, INDENTED)
                .flatMap(pattern -> pattern.matcher(page.prose()).results())
                .map(match -> match.group(1));
        return Stream.concat(blocks, spans).map(ShellCommand::of).toList();
    }

    static ShellCommand of(String line) {
        return new ShellCommand(WORD.matcher(line)
                .results()
                .map(match -> match.group().replaceAll("['\"]", ""))
                .toList());
    }

    /** What it names and is not there. */
    List<String> problems(Project project) {
        List<String> problems = new ArrayList<>();
        String program = words.get(0);
        if (program.equals("mvn")) {
            maven(project, problems);
        } else if (program.equals("java")) {
            java(project, problems);
        } else if (!OTHER_PROGRAMS.contains(program) && !Files.isExecutable(Project.ROOT.resolve(program))) {
            problems.add("program " + program);
        }
        return problems;
    }

    private void maven(Project project, List<String> problems) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) {
                i++;
                modules()
                        .filter(module -> !Files.exists(module.resolve("pom.xml")))
                        .forEach(module -> problems.add("module " + module));
            } else if (word.startsWith("-P")) {
                Stream.of(word.substring(2).split(","))
                        .filter(profile -> !project.profiles().contains(profile))
                        .forEach(profile -> problems.add("profile " + profile));
            } else if (word.startsWith("-D") && !SWITCHES.contains(word)) {
                property(word.substring(2), project, problems);
            } else if (!isGoal(word, project) && !SWITCHES.contains(word)) {
                problems.add("goal or switch " + word);
            }
        }
    }

    private Stream<Path> modules() {
        int at = words.indexOf("-pl");
        return at < 0
                ? Stream.of(Project.ROOT)
                : Stream.of(words.get(at + 1).split(",")).map(Project.ROOT::resolve);
    }

    private static boolean isGoal(String word, Project project) {
        int colon = word.indexOf(':');
        return PHASES.contains(word) || (colon > 0 && project.usesPlugin(word.substring(0, colon)));
    }

    private void property(String definition, Project project, List<String> problems) {
        int equals = definition.indexOf('=');
        String name = equals < 0 ? definition : definition.substring(0, equals);
        String value = definition.substring(equals + 1);
        if (name.equals("test") || name.endsWith(".main")) {
            Stream.of(value.split(","))
                    .filter(type -> modules().noneMatch(module -> project.hasClass(module, type)))
                    .forEach(type -> problems.add("class " + type));
        } else if (name.equals("exec.args")) {
            options(value, project, problems);
        }
        if (!name.equals("test")
                && !name.equals("exec.args")
                && !OF_PLUGINS.contains(name)
                && !project.knowsProperty(name)) {
            problems.add("property " + name);
        }
    }

    private static void options(String text, Project project, List<String> problems) {
        OPTION.matcher(text)
                .results()
                .map(match -> match.group())
                .filter(option -> !project.mentions("\"" + option + "\""))
                .forEach(option -> problems.add("option " + option));
    }

    /** An executable jar of ours; whatever else is run is not ours. */
    private void java(Project project, List<String> problems) {
        int at = words.indexOf("-jar");
        if (at < 0 || at + 1 == words.size()) {
            return;
        }
        Path jar = Path.of(words.get(at + 1));
        if (!Files.exists(Project.ROOT.resolve(jar.getName(0)).resolve("pom.xml"))
                || !project.artifacts().contains(jar.getFileName().toString().replace(".jar", ""))) {
            problems.add("jar " + jar);
        }
        options(String.join(" ", words), project, problems);
    }
}
