package io.reactortoken.fuzz;

/** A property that does not hold. */
public final class Finding extends AssertionError {

    private static final long serialVersionUID = 1L;

    private Finding(String property) {
        super(property);
    }

    /**
     * Checks a property.
     *
     * @param property what should hold
     */
    public static void unless(boolean holds, String property) {
        if (!holds) {
            throw new Finding(property);
        }
    }
}
