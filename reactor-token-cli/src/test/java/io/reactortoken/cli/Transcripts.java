package io.reactortoken.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the command line prints in three cases. */
final class Transcripts {

    static final Path PAGE = Path.of("..", "docs", "cli.md");

    private static final Path DIRECTORY = Path.of("target", "transcripts");

    private Transcripts() {}

    /** {@return the page, with the output of each command below it} */
    static String renewed(String page) {
        String renewed = page;
        for (Map.Entry<String, String> transcript : all().entrySet()) {
            String begin = "<!-- " + transcript.getKey() + " -->\n```\n";
            int start = renewed.indexOf(begin);
            int end = renewed.indexOf("```\n<!-- end -->\n", start);
            if (start < 0 || end < 0) {
                throw new IllegalArgumentException("the page has no place for " + transcript.getKey());
            }
            renewed = renewed.substring(0, start + begin.length()) + transcript.getValue() + renewed.substring(end);
        }
        return renewed;
    }

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("help", shown("reactor-token --help", Ran.of("--help")));
        all.put(
                "wrong flag",
                shown(
                        "reactor-token token --issuer https://id.example.com --client-id billing --scopes orders:read",
                        Ran.of(
                                "token",
                                "--issuer",
                                "https://id.example.com",
                                "--client-id",
                                "billing",
                                "--scopes",
                                "orders:read")));
        try (Scene scene = new Scene(DIRECTORY)) {
            scene.file("client-secret", "CNRY-sec%2F5b0c7d91\n");
            all.put("fault", shown("reactor-token " + String.join(" ", scene.args("doctor")), scene.doctor()));
        }
        return all;
    }

    /** Progress is a matter of the machine's speed, and left out. */
    private static String shown(String command, Ran ran) {
        StringBuilder lines = new StringBuilder();
        Text.wrap("$ ", command, 6).forEach(line -> lines.append(line).append('\n'));
        String printed = (ran.out() + ran.err())
                .lines()
                .filter(line -> !line.startsWith(".. "))
                .map(String::stripTrailing)
                .reduce("", (all, line) -> all + line + "\n");
        lines.append(printed).append("$ echo $?\n").append(ran.code()).append('\n');
        return Fixed.values(lines.toString());
    }
}
