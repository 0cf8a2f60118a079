package io.reactortoken.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --param k=v}: a parameter that is no secret, by its name at least (TM-28). */
final class ParamOption implements ITypeConverter<ParamOption.Param> {

    /** Parts of names by which secrets go. */
    private static final List<String> SECRETS = List.of(
            "secret",
            "password",
            "passwd",
            "assertion",
            "token",
            "credential",
            "api_key",
            "apikey",
            "api-key",
            "private");

    record Param(String name, String value) {}

    @Override
    public Param convert(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new TypeConversionException("it looks like name=value");
        }
        String name = text.substring(0, equals);
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new TypeConversionException("a parameter's name is made of letters, digits, '.', '_' and '-'");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (SECRETS.stream().anyMatch(lower::contains)) {
            throw new TypeConversionException(
                    "the parameter " + name + " is a secret by its name, and arguments are seen"
                            + " by every user of this machine; the client's secret is read by --secret");
        }
        return new Param(name, text.substring(equals + 1));
    }
}
