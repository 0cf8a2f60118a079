package io.reactortoken.credential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Whether a file lies in a git work tree whose {@code .gitignore} files do not name it. Reads what is usual in them; what
 * it does not know (a pattern in the user's own excludes) makes a remark too many, and no harm.
 */
final class GitIgnore {

    private static final int MOST_LINES = 10_000;

    private final Path root;
    private final Path file;

    private GitIgnore(Path root, Path file) {
        this.root = root;
        this.file = file;
    }

    static boolean exposes(Path path) throws IOException {
        Path file = path.toRealPath(LinkOption.NOFOLLOW_LINKS);
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return !new GitIgnore(folder, file).isIgnored();
            }
        }
        return false;
    }

    /** The last pattern that matches decides; those deeper in the tree come last. */
    private boolean isIgnored() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path folder = file.getParent(); folder != null && folder.startsWith(root); folder = folder.getParent()) {
            folders.add(0, folder);
        }
        boolean ignored = false;
        for (Path folder : folders) {
            Path rules = folder.resolve(".gitignore");
            if (Files.isRegularFile(rules)) {
                ignored = decide(folder, rules, ignored);
            }
        }
        return ignored;
    }

    private boolean decide(Path folder, Path rules, boolean before) throws IOException {
        boolean ignored = before;
        try (var lines = Files.lines(rules, ISO_8859_1)) {
            for (String line : lines.limit(MOST_LINES).toList()) {
                String rule = line.stripTrailing();
                if (!rule.isEmpty() && !rule.startsWith("#")) {
                    boolean negated = rule.startsWith("!");
                    String pattern = negated ? rule.substring(1) : rule;
                    ignored = matches(folder, pattern) ? !negated : ignored;
                }
            }
        }
        return ignored;
    }

    /** A pattern with a slash is relative to its folder; another one is for any name below it. */
    private boolean matches(Path folder, String pattern) {
        boolean foldersOnly = pattern.endsWith("/");
        String bare = foldersOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
        boolean anchored = bare.indexOf('/') >= 0;
        String relative = bare.startsWith("/") ? bare.substring(1) : bare;
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + relative);
        } catch (PatternSyntaxException unknown) {
            return false;
        }
        Path below = folder.relativize(file);
        int names = below.getNameCount() - (foldersOnly ? 1 : 0);
        for (int i = 1; i <= names; i++) {
            if (matcher.matches(anchored ? below.subpath(0, i) : below.getName(i - 1))) {
                return true;
            }
        }
        return false;
    }
}
