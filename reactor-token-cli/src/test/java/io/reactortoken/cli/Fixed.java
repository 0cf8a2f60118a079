package io.reactortoken.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Values that each run has others of, replaced by fixed ones of the same width, so that lines break as they did. */
final class Fixed {

    private static final Map<Pattern, String> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put(Pattern.compile("127\\.0\\.0\\.1:\\d{5}"), "127.0.0.1:54321");
        VALUES.put(Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"), "2026-11-24T12:00:00Z");
        VALUES.put(Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(?!T)"), "2026-11-24");
        VALUES.put(Pattern.compile("\\b(29[7-9]|30[0-3]) s\\b"), "300 s");
        VALUES.put(Pattern.compile("10 min [345]\\d(\\s+)s\\b"), "10 min 30$1s");
        VALUES.put(Pattern.compile("\\d+\\.\\d+ ms"), "12.3 ms");
        VALUES.put(Pattern.compile("(fingerprint +)[0-9a-f]{8}"), "$10a1b2c3d");
    }

    private Fixed() {}

    static String values(String printed) {
        String text = printed;
        for (Map.Entry<Pattern, String> value : VALUES.entrySet()) {
            text = value.getKey().matcher(text).replaceAll(value.getValue());
        }
        return text;
    }
}
