package io.reactortoken.credential;

import io.reactortoken.TokenFailure.Code;
import java.nio.file.Path;

/** One variable of a {@code .env} file. Blocks. */
final class DotEnvFile {

    private final Path path;
    private final String name;
    private final SecretLog log;

    DotEnvFile(Path path, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the variable is blank");
        }
        this.path = path;
        this.name = name;
        this.log = new SecretLog(description());
    }

    Secret read() {
        DotEnv file = parse(new FileText(path).read());
        file.duplicates().stream()
                .filter(name::equals)
                .forEach(twice -> log.warn("L-DUPLICATE", "the file names it twice; the last one counts"));
        DotEnvPlace.remarks(path).forEach(remark -> log.warn(remark.id(), remark.text()));
        String value = file.values().get(name);
        if (value == null) {
            throw SecretText.failure(
                    Code.CRD_P,
                    "the file " + path + " has no " + name,
                    "H-SECRET",
                    "add the line " + name + "=.."
                            + SimilarNames.suggest(name, file.values().keySet()));
        }
        return SecretText.from("the variable " + description())
                .allowingPlaceholder()
                .untrimmed()
                .read(value);
    }

    private DotEnv parse(String text) {
        try {
            return DotEnv.parse(text);
        } catch (DotEnv.MalformedLine malformed) {
            throw SecretText.failure(
                    Code.CRD_P,
                    "the file " + path + " cannot be read: " + malformed.getMessage(),
                    "H-SECRET",
                    "a line is NAME=value, NAME='value' or NAME=\"value\"");
        }
    }

    String description() {
        return "dotenv:" + path + "#" + name;
    }
}
