package io.reactortoken.leaks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of an object: its own, those of all behind a throwable, and what serialization writes of it. */
final class Printed {

    private Printed() {}

    /** What is printed without a serializer: on any thread, and in a constructor. */
    static List<String> plainly(Object object) {
        List<String> texts = new ArrayList<>();
        try {
            if (object instanceof Throwable error) {
                graph(error, texts, Collections.newSetFromMap(new IdentityHashMap<>()));
            } else {
                texts.add(String.valueOf(object));
            }
        } catch (RuntimeException incomplete) {
            // the constructor of a superclass came here; that of the class itself comes too
        }
        return texts;
    }

    static List<String> everyWay(Object object) {
        List<String> texts = new ArrayList<>(plainly(object));
        if (object instanceof Throwable error) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
        }
        texts.add(serialized(object));
        texts.addAll(Json.of(object));
        return texts;
    }

    private static void graph(@Nullable Throwable error, List<String> texts, Set<Throwable> seen) {
        if (error == null || !seen.add(error)) {
            return;
        }
        texts.add(error.toString());
        texts.add(String.valueOf(error.getMessage()));
        texts.add(String.valueOf(error.getLocalizedMessage()));
        graph(error.getCause(), texts, seen);
        for (Throwable suppressed : error.getSuppressed()) {
            graph(suppressed, texts, seen);
        }
    }

    /** Whatever was written before it was refused. */
    private static String serialized(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException | RuntimeException refused) {
            return bytes.toString(ISO_8859_1);
        }
        return bytes.toString(ISO_8859_1);
    }
}
