package io.reactortoken.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An examiner whose failures are part of the report: a source, a method of authentication or a transport of somebody's own
 * may throw where it is only asked for its name.
 */
final class Watched {

    private final Examiner examiner;

    Watched(Examiner examiner) {
        this.examiner = examiner;
    }

    /** Back from whatever thread it ended on, because the next one may block; what is there at once has not left. */
    Mono<CaseFile> examine(CaseFile file) {
        Mono<CaseFile> examined;
        try {
            examined = examiner.examine(file);
        } catch (RuntimeException thrown) {
            return Mono.just(broken(file, thrown));
        }
        return examined instanceof Callable<?>
                ? examined
                : examined.onErrorResume(RuntimeException.class, thrown -> Mono.just(broken(file, thrown)))
                        .publishOn(Schedulers.boundedElastic());
    }

    private CaseFile broken(CaseFile file, RuntimeException thrown) {
        Map<String, String> all = new HashMap<>(file.broken);
        all.put(examiner.id(), thrown.getClass().getName());
        return file.with(changed -> changed.broken = Map.copyOf(all));
    }

    Section section(CaseFile file) {
        Section written = write(file);
        String thrown = file.broken.get(examiner.id());
        if (thrown == null) {
            return written;
        }
        List<Section.Line> lines = new ArrayList<>(written.lines());
        lines.add(failed(thrown));
        return new Section(written.id(), written.title(), lines);
    }

    private Section write(CaseFile file) {
        try {
            return examiner.section(file);
        } catch (RuntimeException thrown) {
            return new Section(
                    examiner.id(),
                    "Not written",
                    List.of(failed(thrown.getClass().getName())));
        }
    }

    private static Section.Line failed(String thrown) {
        return new Section.Line("failed", Words.clean(thrown) + "; its message may hold anything, and is left out");
    }

    List<Suspicion> suspicions(CaseFile file) {
        try {
            return examiner.suspicions(file);
        } catch (RuntimeException thrown) {
            return List.of(); // its section tells
        }
    }
}
