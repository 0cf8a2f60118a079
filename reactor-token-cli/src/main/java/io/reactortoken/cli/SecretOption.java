package io.reactortoken.cli;

import io.reactortoken.credential.SecretSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --secret}: where the secret is. Anything else is refused, and not repeated. */
final class SecretOption implements ITypeConverter<SecretSource> {

    private static final String FORMS = "it takes env:NAME, file:PATH or dotenv:PATH#NAME";

    @Override
    public SecretSource convert(String value) {
        int colon = value.indexOf(':');
        String rest = colon < 0 ? "" : value.substring(colon + 1);
        if (rest.isBlank()) {
            throw bare();
        }
        return switch (value.substring(0, colon)) {
            case "env" -> SecretSource.env(variable(rest));
            case "file" -> SecretSource.file(path(rest));
            case "dotenv" -> dotenv(rest);
            default -> throw bare();
        };
    }

    private static SecretSource dotenv(String rest) {
        int hash = rest.lastIndexOf('#');
        if (hash < 1 || hash == rest.length() - 1) {
            throw new TypeConversionException("dotenv needs the name of the variable too, dotenv:PATH#NAME");
        }
        return SecretSource.dotenv(path(rest.substring(0, hash)), variable(rest.substring(hash + 1)));
    }

    private static String variable(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]{0,127}")) {
            throw new TypeConversionException("that is no name of a variable; " + FORMS);
        }
        return name;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException invalid) {
            // its message quotes the text
            throw new TypeConversionException("that is no path; " + FORMS);
        }
    }

    private static TypeConversionException bare() {
        return new TypeConversionException(FORMS + ", and never the secret itself: arguments are seen by every user of"
                + " this machine, and stay in the shell's history. If that was a secret, replace it");
    }
}
