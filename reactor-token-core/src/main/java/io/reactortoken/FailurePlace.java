package io.reactortoken;

/** Where it failed; an empty text or a zero is left out of the message. */
record FailurePlace(String client, String origin, int attempt, int attempts) {

    static final FailurePlace UNKNOWN = new FailurePlace("", "", 0, 0);

    FailurePlace withClient(String name) {
        return new FailurePlace(name, origin, attempt, attempts);
    }

    FailurePlace withOrigin(String server) {
        return new FailurePlace(client, server, attempt, attempts);
    }

    FailurePlace withAttempt(int number, int of) {
        return new FailurePlace(client, origin, number, of);
    }
}
