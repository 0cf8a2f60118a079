package io.reactortoken.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.credential.DotEnv.MalformedLine;
import io.reactortoken.fuzz.Finding;

/** A {@code .env} file. Input: its text. */
public final class DotEnvTarget {

    private DotEnvTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        try {
            DotEnv file = DotEnv.parse(text);
            Finding.unless(file.values().keySet().containsAll(file.duplicates()), "a duplicate has a value");
            Finding.unless(file.values().keySet().stream().allMatch(name -> name.matches("[A-Za-z0-9_.-]+")), "a name");
            Finding.unless(DotEnv.parse(text).values().equals(file.values()), "the same text is read the same way");
        } catch (MalformedLine refused) {
            // words of ours alone, so that no value can be in it
            Finding.unless(
                    String.valueOf(refused.getMessage()).matches("line \\d+ [a-zA-Z= ]{5,60}"), "no line is quoted");
        }
    }
}
