package io.reactortoken.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.reactortoken.replay.Answered;
import io.reactortoken.replay.Call;
import io.reactortoken.replay.Caller;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.Options;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.ResponseReceiver;
import reactor.netty.http.client.HttpClientResponse;

/** {@link TokenAuth}, as the shared rows see it. */
final class NettyIntegration implements Integration {

    static HttpClient authorize(Options options, HttpClient client) {
        TokenAuth auth = TokenAuth.resolving(options.tokens);
        for (String origin : options.origins) {
            auth = origin.startsWith("https:") ? auth.allow(origin) : auth.allowPlaintext(origin);
        }
        for (var predicate : options.recognised) {
            auth = auth.allow(predicate);
        }
        auth = options.replaceAuthorization ? auth.replaceAuthorization() : auth;
        auth = options.passForeignOrigins ? auth.passForeignOrigins() : auth;
        auth = options.signalTokenErrors ? auth.signalTokenErrors() : auth;
        auth = options.repeatableBodies ? auth.repeatableBodies() : auth;
        auth = options.refusal == null ? auth : auth.refreshOn(options.refusal);
        return auth.apply(client);
    }

    @Override
    public Caller caller(Options options, HttpClient base) {
        HttpClient client = authorize(options, base);
        return call -> send(client, call);
    }

    @Override
    public boolean ownsConnections() {
        return true;
    }

    @Override
    public Caller stacked(Options first, Options second, HttpClient base) {
        HttpClient client = authorize(first, authorize(second, base));
        return call -> send(client, call);
    }

    static Mono<Answered> send(HttpClient client, Call call) {
        Mono<Answered> answer = request(client.headers(headers -> call.headers().forEach(headers::set)), call)
                .responseSingle(NettyIntegration::read);
        Call.Body body = call.body();
        return body != null && body.repeatable() ? answer.contextWrite(TokenAuth.repeatableBody()) : answer;
    }

    private static ResponseReceiver<?> request(HttpClient client, Call call) {
        HttpClient.RequestSender sender =
                client.request(HttpMethod.valueOf(call.method())).uri(call.url());
        Call.Body body = call.body();
        return body == null ? sender : sender.send(publisher(body));
    }

    private static Publisher<? extends ByteBuf> publisher(Call.Body body) {
        Publisher<ByteBuf> buffers = body.chunks() instanceof Mono<byte[]> one
                ? one.map(Unpooled::wrappedBuffer)
                : Flux.from(body.chunks()).map(Unpooled::wrappedBuffer);
        return body.buffer() > 0 ? TokenAuth.buffered(buffers, body.buffer()) : buffers;
    }

    static Mono<Answered> read(HttpClientResponse response, ByteBufMono body) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.responseHeaders()
                .names()
                .forEach(name -> headers.put(
                        name.toLowerCase(Locale.ROOT),
                        response.responseHeaders().getAll(name)));
        return body.asString()
                .defaultIfEmpty("")
                .map(text -> new Answered(response.status().code(), headers, text));
    }
}
