package io.reactortoken.cli;

import io.reactortoken.netty.TokenProxy;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider.Proxy;

/** {@code --proxy}: the one that everything goes through. */
final class ProxyOption implements ITypeConverter<ProxyOption.Through> {

    private static final Pattern FORM =
            Pattern.compile("(?:(http|socks4|socks5)://)?([^/@:\\s]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})/?");

    /** Host and port of a proxy, for the token request and for the API. */
    record Through(Proxy type, String host, int port) {

        TokenProxy tokenProxy() {
            return switch (type) {
                case HTTP -> TokenProxy.http(host, port);
                case SOCKS4 -> TokenProxy.socks4(host, port);
                case SOCKS5 -> TokenProxy.socks5(host, port);
            };
        }

        HttpClient apply(HttpClient client) {
            return client.proxy(spec -> spec.type(type).socketAddress(InetSocketAddress.createUnresolved(host, port)));
        }
    }

    @Override
    public Through convert(String text) {
        if (text.indexOf('@') >= 0) {
            throw new TypeConversionException(
                    "a proxy that wants credentials is not supported here, and a password is" + " never an argument");
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException(
                    "it looks like proxy.example.com:3128 or socks5://proxy.example.com:1080");
        }
        String scheme = parts.group(1) == null ? "http" : parts.group(1);
        return new Through(
                Proxy.valueOf(scheme.toUpperCase(Locale.ROOT)), parts.group(2), Integer.parseInt(parts.group(3)));
    }
}
