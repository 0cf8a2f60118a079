package io.reactortoken.test;

import io.reactortoken.test.FakeAnswer.Delivery;
import io.reactortoken.test.FakeAnswer.Ending;
import io.reactortoken.test.FakeAnswer.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection, seen from the server: sends answers as they say, and ends as they say. */
final class Wire {

    private final Socket socket;
    private final CountDownLatch stopped;
    private final @Nullable TlsPipe pipe;
    private final Socket secured;

    private Wire(Socket socket, @Nullable TlsPipe pipe, Socket secured, CountDownLatch stopped) {
        this.socket = socket;
        this.pipe = pipe;
        this.secured = secured;
        this.stopped = stopped;
    }

    static Wire plain(Socket socket, CountDownLatch stopped) {
        return new Wire(socket, null, socket, stopped);
    }

    static Wire tls(Socket socket, TlsPipe pipe, Socket secured, CountDownLatch stopped) {
        return new Wire(socket, pipe, secured, stopped);
    }

    InputStream input() throws IOException {
        return secured.getInputStream();
    }

    /** {@return whether another request may come} */
    boolean send(FakeAnswer answer) throws IOException {
        Delivery delivery = answer.delivery();
        pause(delivery.delay());
        long left = delivery.limit();
        for (Run run : answer.runs()) {
            for (long time = 0; time < run.times && left > 0; time++) {
                int length = (int) Math.min(left, run.bytes.length);
                write(run.bytes, length, delivery.pause());
                left -= length;
            }
        }
        return end(delivery.ending());
    }

    private void write(byte[] bytes, int length, Duration pause) throws IOException {
        OutputStream out = secured.getOutputStream();
        if (pause.isZero()) {
            out.write(bytes, 0, length);
            out.flush();
            return;
        }
        for (int i = 0; i < length; i++) {
            out.write(bytes[i]);
            out.flush();
            pause(pause);
        }
    }

    private void pause(Duration duration) throws IOException {
        try {
            if (stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SocketException("the server is closed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SocketException("the server is closed");
        }
    }

    private boolean end(Ending ending) throws IOException {
        switch (ending) {
            case KEEP -> {
                return true;
            }
            case CLOSE -> secured.close();
            case HALF_CLOSE -> secured.shutdownOutput();
            case RESET -> {
                socket.setSoLinger(true, 0);
                socket.close();
                return false;
            }
            case SILENCE -> {
                // nothing more is sent
            }
            case TLS_ALERT -> alert();
        }
        drain();
        return false;
    }

    private void alert() throws IOException {
        if (pipe == null) {
            throw new IllegalStateException("there is no TLS that could send an alert");
        }
        pipe.forgeRecord();
        try {
            drained(secured.getInputStream());
        } catch (IOException intended) {
            // TLS has met the forged record and sent its alert
            pipe.close();
        }
    }

    /** Reads until the client ends too, or the server is closed. To close earlier might be a reset. */
    void drain() throws IOException {
        if (!socket.isClosed()) {
            drained(socket.getInputStream());
        }
    }

    private static void drained(InputStream in) throws IOException {
        byte[] unread = new byte[8192];
        while (in.read(unread) >= 0) {
            // not wanted
        }
    }
}
