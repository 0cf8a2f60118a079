package io.reactortoken.doctor;

/** A finding, and how much it explains. */
record Suspicion(Weight weight, Finding finding) {

    /** In the order in which findings are read. */
    enum Weight {
        /** Something else was tried, and worked. */
        PROOF,
        /** It was seen, and nothing else needs to be looked for. */
        CAUSE,
        /** It may well be the reason of what was seen. */
        EXPLANATION,
        /** What was seen. */
        SYMPTOM,
        /** It works, and somebody should act all the same. */
        ADVICE,
        /** It works, and is odd. */
        REMARK
    }
}
