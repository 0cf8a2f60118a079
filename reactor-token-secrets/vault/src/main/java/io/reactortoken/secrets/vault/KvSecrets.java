package io.reactortoken.secrets.vault;

import io.reactortoken.AccessToken;
import io.reactortoken.credential.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Reads secrets of KV engines, of version 1 and 2. Which version an engine has is remembered. */
final class KvSecrets {

    private static final int ANY = 0;

    private final VaultClient client;
    private final VaultTokens tokens;
    private final int version;
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();

    KvSecrets(VaultClient client, VaultTokens tokens, int version) {
        this.client = client;
        this.tokens = tokens;
        this.version = version;
    }

    /** Reads the whole secret as a JSON document. */
    Mono<Secret> read(KvPath path) {
        return tokens.with(token -> read(path, token))
                .onErrorMap(error -> VaultFailure.of(error, "the secret " + path));
    }

    private Mono<Secret> read(KvPath path, AccessToken token) {
        return version(path.mount(), token)
                .flatMap(found -> client.get(path.inVersion(found), token.reveal())
                        .map(answer -> found == 2 ? versioned(path, answer) : plain(path, answer)));
    }

    private Mono<Integer> version(String mount, AccessToken token) {
        Integer known = version == ANY ? versions.get(mount) : Integer.valueOf(version);
        return known != null
                ? Mono.just(known)
                : client.get("sys/internal/ui/mounts/" + KvPath.encode(mount), token.reveal())
                        .map(this::versionOf)
                        .doOnNext(found -> versions.put(mount, found));
    }

    /** An old Vault knows neither this question nor version 2. */
    private int versionOf(VaultAnswer answer) {
        if (answer.isNotFound()) {
            return 1;
        }
        if (!answer.isOk()) {
            throw answer.refusal(
                    "could not be read, because its engine may not be looked at",
                    "has the token a policy for this path, and is it valid? " + client.namespaceHint()
                            + "; a wrapping token needs unwrap()");
        }
        Optional<VaultJson> data = answer.body().object("data");
        String type = data.flatMap(mount -> mount.text("type")).orElse("kv");
        if (!type.equals("kv") && !type.equals("generic")) {
            throw VaultFailure.lasting(
                    answer.status(), "could not be read: its engine is not a KV engine", "check the mount");
        }
        return data.flatMap(mount -> mount.object("options"))
                        .flatMap(options -> options.text("version"))
                        .filter("2"::equals)
                        .isPresent()
                ? 2
                : 1;
    }

    private Secret versioned(KvPath path, VaultAnswer answer) {
        Optional<VaultJson> outer = answer.body().object("data");
        Optional<VaultJson> metadata = outer.flatMap(data -> data.object("metadata"));
        requireFound(path, answer, metadata);
        return outer.flatMap(data -> data.object("data"))
                .map(data -> Secret.of(data.toJson())
                        .withVersion(
                                metadata.map(known -> known.literal("version")).orElse("")))
                .orElseThrow(() -> noData(answer));
    }

    private Secret plain(KvPath path, VaultAnswer answer) {
        requireFound(path, answer, Optional.empty());
        return answer.body()
                .object("data")
                .map(data -> Secret.of(data.toJson()))
                .orElseThrow(() -> noData(answer));
    }

    private void requireFound(KvPath path, VaultAnswer answer, Optional<VaultJson> metadata) {
        if (answer.isNotFound()) {
            // an engine may have got another version since
            versions.remove(path.mount());
            boolean deleted = metadata.flatMap(known -> known.text("deletion_time"))
                            .isPresent()
                    || metadata.filter(known -> known.literal("destroyed").equals("true"))
                            .isPresent();
            throw VaultFailure.lasting(
                    answer.status(),
                    deleted ? "is deleted" : "does not exist",
                    deleted
                            ? "vault kv undelete brings it back, unless it is destroyed"
                            : "check mount and path, the path without data/; " + client.namespaceHint());
        }
        if (!answer.isOk()) {
            throw answer.refusal(
                    "could not be read",
                    "the token needs a policy with read on " + path.inVersion(version == 1 ? 1 : 2)
                            + ", and must be valid; a wrapping token needs unwrap()");
        }
    }

    private static VaultFailure noData(VaultAnswer answer) {
        boolean wrapped = answer.body().object("wrap_info").isPresent();
        return VaultFailure.lasting(
                answer.status(),
                wrapped ? "could not be read: the answer is wrapped" : "has no data",
                wrapped ? "something before Vault asks for X-Vault-Wrap-TTL" : "put a value into it");
    }
}
