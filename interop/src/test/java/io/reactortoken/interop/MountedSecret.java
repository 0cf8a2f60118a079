package io.reactortoken.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A secret as Kubernetes mounts it: an update writes a folder, and swaps the symbolic link {@code ..data} to it. */
final class MountedSecret {

    private static final Path DATA = Path.of("..data");
    private static final String KEY = "client_secret";

    private final Path folder;
    private int versions;

    MountedSecret(Path folder, String first) {
        this.folder = folder;
        publish(first);
        try {
            Files.createSymbolicLink(file(), DATA.resolve(KEY));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path file() {
        return folder.resolve(KEY);
    }

    void publish(String secret) {
        Path version = Path.of("..version_" + ++versions);
        try {
            Files.writeString(Files.createDirectory(folder.resolve(version)).resolve(KEY), secret + "\n");
            Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), version);
            Files.move(next, folder.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
