package io.reactortoken.secrets.azure;

import com.azure.core.util.Configuration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Warns of a setting by which the SDK logs what a vault answers (TM-30). A client's own options cannot be seen. */
final class SdkLogs {

    private SdkLogs() {}

    static void check() {
        warn(Configuration.getGlobalConfiguration().get(Configuration.PROPERTY_AZURE_HTTP_LOG_DETAIL_LEVEL));
    }

    static void warn(@Nullable String level) {
        if (level != null && level.toLowerCase(Locale.ROOT).contains("body")) {
            Logger log = Loggers.getLogger(AzureSecrets.class);
            log.warn(
                    "{} makes clients log secrets as they arrive; take it away [L-SDK]",
                    Configuration.PROPERTY_AZURE_HTTP_LOG_DETAIL_LEVEL);
        }
    }
}
