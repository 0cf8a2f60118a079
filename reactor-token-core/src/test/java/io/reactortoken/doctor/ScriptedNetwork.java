package io.reactortoken.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The way to a server by script: no packet leaves. */
final class ScriptedNetwork implements Network {

    final List<String> asked = new ArrayList<>();
    private List<InetAddress> addresses = List.of();
    private @Nullable IOException refusal;
    /** Counted down when a lookup begins; whoever waits for it has set his timer by then. */
    final CountDownLatch begun = new CountDownLatch(1);

    private CountDownLatch silence = new CountDownLatch(0);
    private Handshake handshake = new Handshake(
            "TLSv1.3",
            "TLS_AES_128_GCM_SHA256",
            Optional.of(new Handshake.Leaf(
                    "CN=id.example.com", "id.example.com", "CN=Example CA", "2029-01-01 to 2031-01-01")),
            "");

    static ScriptedNetwork of(String... addresses) {
        ScriptedNetwork network = new ScriptedNetwork();
        List<InetAddress> known = new ArrayList<>();
        for (String address : addresses) {
            try {
                known.add(InetAddress.getByName(address)); // a literal: nobody is asked
            } catch (UnknownHostException noLiteral) {
                throw new AssertionError(noLiteral);
            }
        }
        network.addresses = known;
        return network;
    }

    ScriptedNetwork refusing(IOException with) {
        refusal = with;
        return this;
    }

    ScriptedNetwork silentUntil(CountDownLatch end) {
        silence = end;
        return this;
    }

    private void keepSilent() {
        begun.countDown();
        try {
            silence.await();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
    }

    ScriptedNetwork shaking(Handshake seen) {
        handshake = seen;
        return this;
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        asked.add("lookup " + host);
        keepSilent();
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    @Override
    public void connect(InetAddress address, int port, Duration timeout) throws IOException {
        asked.add("connect " + address.getHostAddress() + ":" + port);
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public Handshake handshake(String host, InetAddress address, int port, Duration timeout) {
        asked.add("handshake " + host + " " + address.getHostAddress() + ":" + port);
        return handshake;
    }
}
