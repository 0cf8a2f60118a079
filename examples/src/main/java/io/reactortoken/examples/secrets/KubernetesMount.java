package io.reactortoken.examples.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder as the kubelet mounts a Secret: each key is a symbolic link into {@code ..data}, which is one to the folder of the
 * version. An update writes another folder and renames one link.
 */
final class KubernetesMount {

    private static final Path DATA = Path.of("..data");

    private final Path folder;
    private final String key;
    private int versions;

    KubernetesMount(Path folder, String key) {
        this.folder = folder;
        this.key = key;
    }

    /** What the program reads. */
    Path file() {
        return folder.resolve(key);
    }

    void publish(String value) throws IOException {
        Path version = Path.of("..version_" + ++versions);
        Files.writeString(Files.createDirectory(folder.resolve(version)).resolve(key), value);
        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), version);
        Files.move(next, folder.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
        if (versions == 1) {
            Files.createSymbolicLink(file(), DATA.resolve(key));
        } else {
            Path before = folder.resolve("..version_" + (versions - 1));
            Files.delete(before.resolve(key));
            Files.delete(before);
        }
    }
}
