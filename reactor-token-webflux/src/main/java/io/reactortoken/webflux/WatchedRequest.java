package io.reactortoken.webflux;

import java.nio.file.Path;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import reactor.core.publisher.Mono;

/** A request of the connector, seen by whoever writes the body. */
class WatchedRequest extends ClientHttpRequestDecorator {

    final OutgoingBody watcher;

    private WatchedRequest(ClientHttpRequest output, OutgoingBody watcher) {
        super(output);
        this.watcher = watcher;
    }

    /** A message that can send files by itself stays one. */
    static WatchedRequest of(ClientHttpRequest output, OutgoingBody watcher) {
        return output instanceof ZeroCopyHttpOutputMessage files
                ? new OfFiles(output, files, watcher)
                : new WatchedRequest(output, watcher);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return super.writeWith(watcher.watched(this, body));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return super.writeAndFlushWith(watcher.watchedParts(this, body));
    }

    private static final class OfFiles extends WatchedRequest implements ZeroCopyHttpOutputMessage {

        private final ZeroCopyHttpOutputMessage files;

        OfFiles(ClientHttpRequest output, ZeroCopyHttpOutputMessage files, OutgoingBody watcher) {
            super(output, watcher);
            this.files = files;
        }

        @Override
        public Mono<Void> writeWith(Path file, long position, long count) {
            watcher.beginFile();
            return files.writeWith(file, position, count);
        }
    }
}
