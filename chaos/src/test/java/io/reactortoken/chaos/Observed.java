package io.reactortoken.chaos;

/** Where everybody writes down what happens. */
record Observed(Ledger ledger, Counters counters, Violations violations) {

    static Observed create() {
        return new Observed(new Ledger(), new Counters(), new Violations());
    }
}
