package io.reactortoken.netty;

import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.resolver.HostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import reactor.netty.http.client.HttpClient;

/** A name server on loopback that answers every question with the same code, or not at all. */
final class FakeDns implements AutoCloseable {

    static final int SERVFAIL = 2;
    static final int NXDOMAIN = 3;
    static final int SILENT = -1;

    static final int QUERY_TIMEOUT_MILLIS = 200;

    private final DatagramSocket port;
    private final int code;
    private final Thread thread;

    private FakeDns(DatagramSocket port, int code) {
        this.port = port;
        this.code = code;
        this.thread = new Thread(this::serve, "fake-dns");
    }

    static FakeDns answering(int code) throws IOException {
        FakeDns dns = new FakeDns(new DatagramSocket(0, InetAddress.getLoopbackAddress()), code);
        dns.thread.start();
        return dns;
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        try {
            while (!port.isClosed()) {
                port.receive(packet);
                if (code != SILENT) {
                    // RFC 1035 section 4.1.1: the question again, with the bit for a response and a code
                    packet.getData()[2] |= (byte) 0x80;
                    packet.getData()[3] = (byte) (0x80 | code);
                    port.send(packet);
                }
            }
        } catch (IOException closed) {
            // by close()
        }
    }

    HttpClient asked(HttpClient client) {
        return client.resolver(new DnsAddressResolverGroup(new DnsNameResolverBuilder()
                .datagramChannelType(NioDatagramChannel.class)
                .nameServerProvider(new SingletonDnsServerAddressStreamProvider(
                        new InetSocketAddress(port.getLocalAddress(), port.getLocalPort())))
                .hostsFileEntriesResolver(noHostsFile())
                .searchDomains(List.of())
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_ONLY)
                .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS)));
    }

    private static HostsFileEntriesResolver noHostsFile() {
        return (name, types) -> null;
    }

    @Override
    public void close() {
        port.close();
        try {
            thread.join(Rows.BOUND.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
