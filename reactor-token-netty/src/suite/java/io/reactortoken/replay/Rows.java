package io.reactortoken.replay;

/** A part of the catalogue. The rows of each part are its default methods; a test class takes the parts it wants. */
public interface Rows {

    /** {@return what the rows work with, made anew for each} */
    ReplayBench bench();
}
