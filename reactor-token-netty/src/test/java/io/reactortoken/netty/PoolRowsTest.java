package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeFault;
import io.reactortoken.transport.TransportRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Requirements 2.8: the pool that {@code keepAlive(true)} asks for. */
@ExtendWith(NothingDropped.class)
class PoolRowsTest {

    private static final int POOL_SIZE = 4;

    @Test
    @DisplayName("TE-130, R9110-20: what needs a new connection gets one, although the pool has others")
    void aNewConnectionBesideThePool() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start();
                NettyTokenTransport pooled =
                        NettyTokenTransport.builder().keepAlive(true).build()) {
            server.otherwise(request -> FakeAnswer.token("t1"));
            TransportRequest request = new TransportRequest(server.tokenUri(), Map.of(), new byte[0]);
            Set<Integer> pool = new HashSet<>();
            // until one was used again; that it is in the pool is known some time after the answer
            do {
                pooled.exchange(request).block(Rows.BOUND);
            } while (pool.add(server.awaitRequest().connection()) && pool.size() < 100);
            assertThat(pool).hasSizeLessThan(100);

            pooled.exchange(request.onNewConnection()).block(Rows.BOUND);

            assertThat(server.awaitRequest().connection()).isNotIn(pool);
        }
    }

    @Test
    @DisplayName(
            "SD-19: a transport shares connections with no other transport, nor with other clients of the same host")
    void aPoolOfItsOwn() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start();
                NettyTokenTransport one =
                        NettyTokenTransport.builder().keepAlive(true).build();
                NettyTokenTransport other =
                        NettyTokenTransport.builder().keepAlive(true).build()) {
            server.otherwise(request -> FakeAnswer.token("t1"));
            TransportRequest request = new TransportRequest(server.tokenUri(), Map.of(), new byte[0]);
            List<Mono<?>> clients = List.of(
                    one.exchange(request),
                    other.exchange(request),
                    HttpClient.create()
                            .get()
                            .uri(server.tokenUri())
                            .responseContent()
                            .aggregate()
                            .asString());
            List<Set<Integer>> pools = List.of(new HashSet<>(), new HashSet<>(), new HashSet<>());

            // until each has used a connection again
            int rounds = 0;
            do {
                rounds++;
                for (int client = 0; client < clients.size(); client++) {
                    clients.get(client).block(Rows.BOUND);
                    pools.get(client).add(server.awaitRequest().connection());
                }
            } while (rounds < 100 && isAnyOfSize(pools, rounds));

            assertThat(isAnyOfSize(pools, rounds)).isFalse();
            assertThat(pools.stream().flatMap(Set::stream)).doesNotHaveDuplicates();
        }
    }

    private static boolean isAnyOfSize(List<Set<Integer>> pools, int size) {
        return pools.stream().anyMatch(pool -> pool.size() == size);
    }

    @Test
    @DisplayName("TE-204: a pool that a slow server has exhausted says so")
    void exhausted() {
        NettyTokenTransportBuilder pooling =
                NettyTokenTransport.builder().keepAlive(true).connectTimeout(Duration.ofMillis(300));
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start();
                NettyTokenTransport pooled = pooling.build()) {
            server.otherwise(request -> FakeFault.silence());
            TokenSource source =
                    Rows.request(server.tokenUri(), pooling).transport(pooled).source();
            List<Disposable> slow = new ArrayList<>();
            for (int i = 0; i < POOL_SIZE; i++) {
                slow.add(source.token().subscribe(token -> {}, error -> {}));
                server.awaitRequest();
            }

            TokenException exhausted = Rows.failure(source);

            Rows.assertTimeout(
                    exhausted, FailureKind.CONNECT, "no connection of the pool was free within 300 ms", "H-POOL");
            assertThat(server.requests()).hasSize(POOL_SIZE);
            slow.forEach(Disposable::dispose);
            server.awaitNoConnection();
        }
    }
}
