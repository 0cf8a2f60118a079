package io.reactortoken.doctor;

/** What the JDK can tell of the way to a server. Every method blocks, for a bounded time. */
interface Network {

    static Network jdk() {
        return new JdkNetwork();
    }
}
