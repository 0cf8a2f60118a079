package io.reactortoken.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The URL of an API; what is wrong with one is told without it. */
final class UrlOption implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        try {
            URI url = new URI(text);
            boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (!http || url.getHost() == null) {
                throw new TypeConversionException("it looks like https://api.example.com/orders");
            }
            if (url.getRawUserInfo() != null) {
                throw new TypeConversionException("it must not hold credentials before the host");
            }
            return url;
        } catch (URISyntaxException invalid) {
            // its message quotes the text
            throw new TypeConversionException(
                    "that is no URL: " + invalid.getReason() + " at index " + invalid.getIndex());
        }
    }
}
