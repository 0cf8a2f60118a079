package io.reactortoken.oauth2.internal.answer;

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
    private static final Set<String> LIFETIMES =
            Set.of("expires_on", "expires_at", "expires", "ext_expires_in", "refresh_in");
    private static final Set<String> KNOWN = Set.of(
            "token_type", "expires_in", "scope", "refresh_token", "id_token", "issued_token_type", "error_description");

    private final Set<String> lookAlikes = new TreeSet<>();
    private final Set<String> wrappers = new TreeSet<>();
    private final Set<String> lifetimes = new TreeSet<>();
    private final Set<String> known = new TreeSet<>();
    private int others;

    /** What Okta calls {@code errorCode}, or the title of RFC 9457; empty if there is none. */
    private String title = "";

    void add(String name) {
        String plain = name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
        if (KNOWN.contains(name)) {
            known.add(name);
        } else if (LOOK_ALIKES.contains(plain)) {
            lookAlikes.add(name);
        } else if (WRAPPERS.contains(plain)) {
            wrappers.add(name);
        } else if (LIFETIMES.contains(name)) {
            lifetimes.add(name);
        } else {
            others++;
        }
    }

    static boolean isTitle(String name) {
        return TITLES.contains(name);
    }

    void title(String text) {
        title = title.isEmpty() ? text : title;
    }

    String title() {
        return title;
    }

    /** Other words for a lifetime, of which none counts. */
    Set<String> lifetimes() {
        return lifetimes;
    }

    String noAccessToken() {
        Set<String> all = new TreeSet<>(known);
        all.addAll(lifetimes);
        String named = all.isEmpty() ? "" : String.join(", ", all) + " and ";
        return "the answer has no access_token, but " + named + (others + lookAlikes.size() + wrappers.size())
                + " other members";
    }

    String hint() {
        if (!lookAlikes.isEmpty()) {
            return "it has " + shown(lookAlikes) + "; is this an OAuth 2.0 token endpoint?";
        }
        return wrappers.isEmpty()
                ? "is this the token endpoint?"
                : "it has " + shown(wrappers) + "; does a gateway wrap the answer?";
    }

    String hintId() {
        return wrappers.isEmpty() || !lookAlikes.isEmpty() ? "H-RESPONSE" : "H-WRAPPED";
    }

    private static String shown(Set<String> names) {
        return String.join(", ", names.stream().limit(3).toList());
    }
}
