package io.reactortoken.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a small file whole, and from one version of it (CS-11, CS-12): the symbolic link that Kubernetes swaps is
 * resolved once, and a file that changes meanwhile is read again. Blocks.
 */
final class FileText {

    private static final int LARGEST = 64 * 1024;
    private static final int MOST_TRIES = 3;

    private final Path path;
    private final String name;

    FileText(Path path) {
        this.path = path;
        this.name = "the file " + path;
    }

    String read() {
        try {
            for (int tried = 0; tried < MOST_TRIES; tried++) {
                Path real = path.toRealPath();
                BasicFileAttributes before = attributes(real);
                byte[] bytes = bytes(real);
                if (isSame(before, attributes(real)) && real.equals(path.toRealPath())) {
                    return text(bytes);
                }
                Arrays.fill(bytes, (byte) 0);
            }
            throw passing("changes while it is read", "write another file, and rename it to this one");
        } catch (NoSuchFileException gone) {
            throw passing("does not exist", "check the path, and that the secret is mounted");
        } catch (AccessDeniedException denied) {
            throw refuse("must not be read by this process", "check its owner and its permissions");
        } catch (IOException broken) {
            throw passing("cannot be read: " + broken.getClass().getSimpleName(), "check the volume it is on");
        }
    }

    /** Before it is opened: a FIFO would be waited for without an end. */
    private BasicFileAttributes attributes(Path real) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw refuse("is a directory", "name the file in it");
        }
        if (!attributes.isRegularFile()) {
            throw refuse("is no regular file", "a pipe or a device is no place for a secret");
        }
        if (attributes.size() > LARGEST) {
            throw refuse("has more than " + LARGEST + " bytes", "is it the right file?");
        }
        if (attributes.size() == 0) {
            throw passing("is empty", "check what writes it; an empty file is read again later");
        }
        return attributes;
    }

    private static boolean isSame(BasicFileAttributes before, BasicFileAttributes after) {
        return before.size() == after.size()
                && before.lastModifiedTime().equals(after.lastModifiedTime())
                && Objects.equals(before.fileKey(), after.fileKey());
    }

    private static byte[] bytes(Path real) throws IOException {
        try (InputStream in = Files.newInputStream(real)) {
            return in.readNBytes(LARGEST + 1);
        }
    }

    private String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            throw refuse("is not UTF-8 text", "check how it was written");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private TokenCredentialException passing(String what, String check) {
        return SecretText.failure(Code.CRD_T, name + " " + what, "H-SECRET", check);
    }

    private TokenCredentialException refuse(String what, String check) {
        return SecretText.failure(Code.CRD_P, name + " " + what, "H-SECRET", check);
    }
}
