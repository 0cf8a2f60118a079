package io.reactortoken.cli;

import io.reactortoken.oauth2.auth.ClientAuthentication;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --auth}: how the client proves who it is. */
final class AuthOption implements ITypeConverter<ClientAuthentication> {

    @Override
    public ClientAuthentication convert(String text) {
        return switch (text) {
            case "basic" -> ClientAuthentication.clientSecretBasic();
            case "basic-raw" -> ClientAuthentication.clientSecretBasicRaw();
            case "post" -> ClientAuthentication.clientSecretPost();
            case "none" -> ClientAuthentication.none();
            default -> throw new TypeConversionException("it takes basic, basic-raw, post or none");
        };
    }
}
