package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.transport.TransportRequest;
import java.net.SocketException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Failures that no test can bring about. */
class NoAnswerTest {

    @Test
    @DisplayName("CF-104: no file descriptor for a channel: NET, and worth another try")
    void noFileDescriptorIsLeft() {
        var request = new TransportRequest(URI.create("https://id.example.com/token"), Map.of(), new byte[0]);
        Throwable failure = NoAnswer.classify(
                new ChannelException("Failed to open a socket.", new SocketException("Too many open files")),
                new TransportExchange(request, TransportLimits.DEFAULTS, Optional.empty()));
        assertThat(failure).isInstanceOfSatisfying(TokenException.class, error -> {
            assertThat(error.code()).isEqualTo(Code.NET);
            assertThat(error.retryable()).isTrue();
        });
    }
}
