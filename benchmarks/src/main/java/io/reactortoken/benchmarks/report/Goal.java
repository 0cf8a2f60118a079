package io.reactortoken.benchmarks.report;

/** A line of the goals: what was to be reached, and what was. A fact may be missing: then it is empty. */
public record Goal(String what, String goal, String ours, String bestPeer, String ratio, boolean met) {

    /** {@return as a cell} */
    String verdict() {
        return met ? "met" : "**missed**";
    }
}
