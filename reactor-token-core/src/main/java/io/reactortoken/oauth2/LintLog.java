package io.reactortoken.oauth2;

import io.reactortoken.oauth2.internal.answer.Lint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Tells what is odd: each sort once per source, at WARN if somebody should act, and at DEBUG from then on. */
final class LintLog {

    /** Not static: each source asks for it, so that a logging system may be chosen at any time before. */
    private final Logger log = Loggers.getLogger(OAuth2.class);

    private final String client;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    LintLog(String client) {
        this.client = client;
    }

    void tell(Lint lint, String origin) {
        boolean first = told.add(lint.id());
        if (first && lint.actionable()) {
            log.warn("{} (client={}, as={}) [{}]", lint.text(), client, origin, lint.id());
        } else {
            log.debug("{} (client={}, as={}) [{}]", lint.text(), client, origin, lint.id());
        }
    }
}
