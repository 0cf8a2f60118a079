package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

/** A build that says on which versions it runs the tests must not run them on others: class paths are easily wrong. */
public final class Versions {

    private Versions() {}

    /**
     * Looks where a class was loaded from.
     *
     * @param type of the library
     * @param artifact its jar's name, without the version
     * @param property by which the build tells the version
     */
    public static void assertLoaded(Class<?> type, String artifact, String property) {
        assertThat(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .endsWith("/" + artifact + "-" + System.getProperty(property) + ".jar");
    }
}
