package io.reactortoken.chaos;

/** What must hold, whatever fails. Each has a test which shows that its check can fail: {@link InvariantsTest}. */
enum Invariant {
    USABLE_TOKEN("no call fails while a usable token exists and the API is up and reachable"),
    RECOVERY("no call fails when the authorization server has been well for a while"),
    CALL_ENDS("every call ends within its time limit"),
    OWN_TOKEN("no call carries another client's token, or gets another call's answer"),
    ONE_REQUEST("at most one token request is in flight per source"),
    BOUNDED_REQUESTS("token requests stay within bounds"),
    CONNECTIONS("no connection is leaked"),
    BUFFERS("no buffer is leaked"),
    THREADS("no thread is leaked"),
    TIMERS("no timer is leaked"),
    FILES("no file descriptor is leaked"),
    HEAP("the heap stays flat"),
    SILENT_LOG("no log line shows a secret or a token");

    private final String text;

    Invariant(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
