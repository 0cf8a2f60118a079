package io.reactortoken.event;

import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.LintFound;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * The listener that is always there: a line per event. Written in place, by whoever tells the event, as any log line is: a
 * line belongs beside those that were written before and after it, and a logging system that is slow or throws is known as
 * such to its application. What it throws reaches nobody who waits.
 *
 * <p>DEBUG for the life cycle; WARN where somebody should act and no caller was told.
 */
final class EventLog {

    private static final Logger log = Loggers.getLogger(TokenEvent.class);

    private EventLog() {}

    static boolean isVerbose() {
        try {
            return log.isDebugEnabled();
        } catch (Throwable broken) {
            Unheard.error(broken);
            return false;
        }
    }

    static void write(TokenEvent event) {
        try {
            if (event instanceof LintFound) {
                return; // whoever finds one writes a line of its own
            }
            if (event instanceof HoldEntered hold && hold.serving()) {
                if (log.isWarnEnabled()) {
                    log.warn(EventLine.of(event));
                }
            } else if (log.isDebugEnabled()) {
                log.debug(EventLine.of(event));
            }
        } catch (Throwable broken) {
            Unheard.error(broken);
        }
    }
}
