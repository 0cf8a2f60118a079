package io.reactortoken.secrets.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where a secret is.
 *
 * @param mount the path of its engine, without slashes around it
 * @param path the secret's path in the engine, the same for versions 1 and 2
 */
record KvPath(String mount, String path) {

    KvPath {
        check(mount, "mount");
        check(path, "path");
    }

    static void check(String path, String name) {
        for (String segment : path.split("/", -1)) {
            if (segment.isBlank() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException(
                        "the " + name + " is blank, or has an empty part: it is a/b, without slashes around it");
            }
        }
    }

    String inVersion(int version) {
        return encode(mount) + (version == 2 ? "/data/" : "/") + encode(path);
    }

    static String encode(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> URLEncoder.encode(segment, UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return "vault:" + mount + "/" + path;
    }
}
