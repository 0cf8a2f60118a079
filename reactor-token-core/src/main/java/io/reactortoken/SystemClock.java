package io.reactortoken;

/** The one place that reads the machine's clocks. */
enum SystemClock implements TokenClock {
    INSTANCE;

    @Override
    public long epochMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
