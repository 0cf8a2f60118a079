package io.reactortoken.credential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/** What is odd about where a {@code .env} file lies (CS-07). A diagnosis: the file is used all the same. Blocks. */
final class DotEnvPlace {

    private DotEnvPlace() {}

    /** One oddity; the text names the file and nothing in it. */
    record Remark(String id, String text) {}

    static List<Remark> remarks(Path path) {
        List<Remark> remarks = new ArrayList<>(2);
        try {
            if (isReadableByOthers(path)) {
                remarks.add(new Remark("H-PERM", "the file is readable by others: chmod 600 " + path));
            }
            if (GitIgnore.exposes(path)) {
                remarks.add(new Remark("H-GIT", "the file is not ignored by git: add it to .gitignore"));
            }
        } catch (IOException | UncheckedIOException unknown) {
            // a diagnosis that cannot be had is none
        }
        return remarks;
    }

    private static boolean isReadableByOthers(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
    }
}
