package io.reactortoken.examples.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The links of a page to what is in this repository. Others are not looked at. */
final class Links {

    private static final Pattern INLINE = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern REFERENCE = Pattern.compile("(?m)^\\[[^\\]]+]: *(\\S+)");
    private static final Pattern HTML = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern SPAN = Pattern.compile("(`+)[^`]+\\1");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

    private Links() {}

    /**
     * One of them.
     *
     * @param from the page that has it
     * @param file where it leads, from the root
     * @param anchor the heading there; empty if it names none
     */
    record Link(Page from, Path file, String anchor) {

        /** Why it leads nowhere. */
        Optional<String> problem() {
            if (!file.equals(from.file()) && !Files.exists(Project.ROOT.resolve(file))) {
                return Optional.of("there is no " + file);
            }
            Page target = file.equals(from.file()) || anchor.isEmpty() ? from : Page.of(file);
            return anchor.isEmpty() || anchors(target).contains(anchor)
                    ? Optional.empty()
                    : Optional.of("there is no heading #" + anchor + " in " + file);
        }
    }

    static List<Link> in(Page page) {
        String text = SPAN.matcher(page.prose()).replaceAll("");
        return Stream.of(INLINE, REFERENCE, HTML)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(match -> match.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .map(target -> link(page, target))
                .toList();
    }

    private static Link link(Page page, String target) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path resolved =
                file.isEmpty() ? page.file() : page.file().resolveSibling(file).normalize();
        return new Link(page, resolved, hash < 0 ? "" : target.substring(hash + 1));
    }

    /** The names that GitHub gives to headings. */
    static Set<String> anchors(Page page) {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new TreeSet<>();
        HEADING.matcher(page.prose()).results().forEach(heading -> {
            String name = heading.group(1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(name, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? name : name + "-" + before);
        });
        return anchors;
    }
}
