package io.reactortoken;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leak oracle O1: no form of a canary, and no twelve characters of it, in anything a user can print. */
public final class Leaks {

    private static final int RUN = 12;

    private Leaks() {}

    /** Checks the text of an object, what Java serialization writes of it, and of a throwable everything behind it. */
    public static void assertNone(Object shown, String... canaries) {
        List<String> texts = new ArrayList<>();
        texts.add(shown.toString());
        if (shown instanceof Throwable error) {
            collect(error, texts);
        }
        List<String> everything = new ArrayList<>(texts);
        everything.add(serialized(shown));
        if (shown instanceof Throwable error) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            everything.add(trace.toString());
        }
        for (String canary : canaries) {
            // a short text is in many others by chance
            List<String> searched = canary.length() < RUN ? texts : everything;
            for (String form : forms(canary)) {
                assertThat(searched).noneMatch(text -> text.contains(form));
            }
        }
    }

    private static void collect(@Nullable Throwable error, List<String> texts) {
        if (error == null) {
            return;
        }
        texts.add(error.toString());
        texts.add(String.valueOf(error.getMessage()));
        texts.add(String.valueOf(error.getLocalizedMessage()));
        if (error instanceof TokenException known) {
            texts.add(known.failure().toString());
        }
        collect(error.getCause(), texts);
        for (Throwable suppressed : error.getSuppressed()) {
            collect(suppressed, texts);
        }
    }

    /** Whatever was written before it was refused. */
    private static String serialized(Object shown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(shown);
        } catch (IOException refused) {
            return bytes.toString(ISO_8859_1);
        }
        return bytes.toString(ISO_8859_1);
    }

    private static List<String> forms(String canary) {
        byte[] bytes = canary.getBytes(UTF_8);
        List<String> forms = new ArrayList<>();
        forms.add(URLEncoder.encode(canary, UTF_8));
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(Base64.getEncoder().encodeToString(bytes));
        for (int i = 0; i < 3 && canary.length() >= RUN; i++) {
            String base64 = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(canary.substring(i).getBytes(UTF_8));
            forms.add(base64.substring(0, base64.length() - 2));
        }
        for (int i = 0; i + RUN <= canary.length(); i++) {
            forms.add(canary.substring(i, i + RUN));
        }
        return forms;
    }
}
