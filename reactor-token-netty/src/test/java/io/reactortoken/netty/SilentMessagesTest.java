package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.lang.reflect.Field;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.logging.HttpMessageArgProvider;
import reactor.netty.http.logging.HttpMessageLogFactory;
import reactor.netty.http.logging.HttpMessageType;
import reactor.netty.http.logging.ReactorNettyHttpMessageLogFactory;
import reactor.netty.resources.ConnectionProvider;

class SilentMessagesTest {

    private record Message(HttpMessageType httpMessageType) implements HttpMessageArgProvider {

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String protocol() {
            return "HTTP/1.1";
        }

        @Override
        public String status() {
            return "200";
        }

        @Override
        public String uri() {
            return "/token?x=" + Rows.SECRET;
        }

        @Override
        public HttpHeaders headers() {
            return new DefaultHttpHeaders().set("X", Rows.SECRET);
        }

        @Override
        public HttpHeaders trailingHeaders() {
            return headers();
        }

        @Override
        public ByteBuf content() {
            return Unpooled.copiedBuffer(Rows.TOKEN, UTF_8);
        }
    }

    @ParameterizedTest(name = "TM-11: of {0} the log has method or status, and neither URI, header nor body")
    @EnumSource
    void tellsWhatItIs(HttpMessageType type) {
        Message message = new Message(type);
        SilentMessages log = SilentMessages.INSTANCE;

        assertThat(Stream.of(
                        log.trace(message),
                        log.debug(message),
                        log.info(message),
                        log.warn(message),
                        log.error(message)))
                .allSatisfy(line ->
                        assertThat(line).matches("token request, POST|token response, status 200|a part of a body"));
    }

    @Test
    @DisplayName("TM-11: the token client logs by no other factory, whatever the one that it is made of had")
    void isTheTokenClients() throws SSLException, ReflectiveOperationException {
        HttpMessageLogFactory other = ReactorNettyHttpMessageLogFactory.INSTANCE;
        SslContext tls = SslContextBuilder.forClient().build();
        TransportSettings settings = TransportSettings.DEFAULTS.withBase(client -> client.httpMessageLogFactory(other));

        HttpClientConfig config = TokenClient.of(settings, ConnectionProvider.newConnection(), tls)
                .configuration();

        Field factory = HttpClientConfig.class.getDeclaredField("httpMessageLogFactory");
        factory.setAccessible(true);
        assertThat(factory.get(config)).isSameAs(SilentMessages.INSTANCE);
    }
}
