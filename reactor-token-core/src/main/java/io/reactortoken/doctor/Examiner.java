package io.reactortoken.doctor;

import java.util.List;
import reactor.core.publisher.Mono;

/** One section of the report: finds out, writes down, and says what it suspects. Stateless. */
interface Examiner {

    /** Of the section: {@code D-01}. */
    String id();

    /**
     * Finds out. Cold; never blocks the thread that subscribes, and ends by a deadline of its own. Whatever fails is part of
     * what was found.
     */
    default Mono<CaseFile> examine(CaseFile file) {
        return Mono.just(file);
    }

    /** What the section says when everything has been found out. */
    Section section(CaseFile file);

    /** What follows from it. */
    default List<Suspicion> suspicions(CaseFile file) {
        return List.of();
    }
}
