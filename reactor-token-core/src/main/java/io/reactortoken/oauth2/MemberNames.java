package io.reactortoken.oauth2;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What else an answer has, for the hint when it has no token. Names are shown only if they are one of ours: a server may
 * write anything into a name.
 */
final class MemberNames {

    private static final Set<String> LOOK_ALIKES = Set.of("accesstoken", "token", "authtoken");
    private static final Set<String> WRAPPERS = Set.of("data", "body", "result", "response", "payload");
    private static final Set<String> TITLES = Set.of("errorCode", "title");

    private final Set<String> lookAlikes = new TreeSet<>();
    private final Set<String> wrappers = new TreeSet<>();
    private int count;

    /** What Okta calls {@code errorCode}, or the title of RFC 9457; empty if there is none. */
    String title = "";

    void other(String name, String text) {
        count++;
        String plain = name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
        if (LOOK_ALIKES.contains(plain)) {
            lookAlikes.add(name);
        } else if (WRAPPERS.contains(plain)) {
            wrappers.add(name);
        } else if (TITLES.contains(name) && title.isEmpty()) {
            title = text;
        }
    }

    String noAccessToken() {
        return "the answer has no access_token, but " + count + " other members";
    }

    String hint() {
        if (!lookAlikes.isEmpty()) {
            return "it has " + String.join(", ", lookAlikes) + "; is this an OAuth 2.0 token endpoint?";
        }
        return wrappers.isEmpty()
                ? "is this the token endpoint?"
                : "it has " + String.join(", ", wrappers) + "; does a gateway wrap the answer?";
    }

    String hintId() {
        return wrappers.isEmpty() || !lookAlikes.isEmpty() ? "H-RESPONSE" : "H-WRAPPED";
    }
}
