package io.reactortoken.chaos;

import io.reactortoken.AccessToken;
import io.reactortoken.chaos.proxy.FaultProxy;
import io.reactortoken.netty.NettyTokenTransport;
import io.reactortoken.test.TestAuthority;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Everything that a run needs: two servers, a proxy before each, one more that has no faults, clocks and sources. */
final class World implements AutoCloseable {

    final Air air;
    final Servers servers;
    final FaultProxy toServer = FaultProxy.start();
    final FaultProxy toApi = FaultProxy.start();
    /** To the same API: calls that nothing but the authorization server can make fail. */
    final FaultProxy clear = FaultProxy.start();

    final Sources sources;
    final ApiClients clients;
    private final NettyTokenTransport transport;
    private volatile String serverUri = "";

    /** What concerns everybody. Trouble with the server, on the way to the API, and with the API itself. */
    record Air(ChaosClock clock, Trouble serverTrouble, Trouble pathTrouble, Trouble apiTrouble, Observed observed) {

        static Air create(Observed observed) {
            return new Air(new ChaosClock(), new Trouble(), new Trouble(), new Trouble(), observed);
        }
    }

    /** The servers, and what clients prove to them who they are with. */
    record Servers(AuthorizationServer authorization, ProtectedApi api, AcceptedSecrets secrets, SigningKeys keys) {

        static Servers create(TestAuthority authority, Observed observed) {
            AcceptedSecrets secrets = new AcceptedSecrets();
            SigningKeys keys = new SigningKeys();
            return new Servers(
                    new AuthorizationServer(
                            authority, new AuthorizationServerConfiguration.Shared(observed.ledger(), secrets, keys)),
                    new ProtectedApi(authority.issue("localhost", "127.0.0.1"), observed),
                    secrets,
                    keys);
        }
    }

    World(Observed observed) {
        TestAuthority authority = TestAuthority.create();
        air = Air.create(observed);
        servers = Servers.create(authority, observed);
        startApi();
        transport = NettyTokenTransport.builder()
                .trust(authority.certificate())
                .connectTimeout(Timing.ATTEMPT)
                .handshakeTimeout(Timing.ATTEMPT)
                .responseTimeout(Timing.ATTEMPT)
                .deadline(Timing.ATTEMPT)
                .build();
        String tokenUri = "https://localhost:" + toServer.port() + "/oauth2/token";
        sources = new Sources(tokenUri, transport, servers, air);
        clients = new ApiClients(authority.certificate(), sources);
        startServer();
    }

    void startApi() {
        int port = servers.api().start();
        toApi.backend(port);
        clear.backend(port);
    }

    void restartServer() {
        servers.authorization().close();
        startServer();
    }

    /** Returns when it answers: its first answers take long. */
    private void startServer() {
        int port = servers.authorization().start();
        serverUri = "https://localhost:" + port + "/oauth2/token";
        probe().retryWhen(Retry.fixedDelay(60, Duration.ofMillis(500))).block(Duration.ofMinutes(2));
        toServer.backend(port);
    }

    /** Connections that nobody uses any more are closed after a while; then this is zero. */
    int connections() {
        return toServer.open() + toApi.open() + clear.open() + clients.pools().busy();
    }

    /** {@return a token straight from the authorization server: whether it is well, whatever the network does} */
    Mono<AccessToken> probe() {
        return Mono.defer(() -> sources.probe(serverUri));
    }

    String connectionsByPlace() {
        return toServer.open() + " to the authorization server, " + toApi.open() + " to the API, " + clear.open()
                + " on the clear way, " + clients.pools().busy() + " busy in the pool";
    }

    @Override
    public void close() {
        sources.close();
        transport.close();
        clients.close();
        servers.api().close();
        servers.authorization().close();
        servers.keys().close();
        toServer.close();
        toApi.close();
        clear.close();
    }
}
