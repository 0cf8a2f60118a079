package io.reactortoken.secrets.vault;

import io.reactortoken.credential.SecretSource;
import java.util.Map;
import reactor.core.publisher.Mono;

/** A login with a name and a credential: AppRole, Kubernetes. */
final class CredentialLogin implements VaultLogin {

    private final String method;
    private final String mount;
    private final Map<String, String> name;
    private final String credentialField;
    private final SecretSource credential;
    private final VaultClient client;

    private CredentialLogin(
            String method,
            String mount,
            Map<String, String> name,
            String credentialField,
            SecretSource credential,
            VaultClient client) {
        this.method = method;
        this.mount = mount;
        this.name = name;
        this.credentialField = credentialField;
        this.credential = credential;
        this.client = client;
    }

    static CredentialLogin appRole(String mount, String roleId, SecretSource secretId, VaultClient client) {
        return new CredentialLogin("AppRole", mount, Map.of("role_id", roleId), "secret_id", secretId, client);
    }

    static CredentialLogin kubernetes(String mount, String role, SecretSource jwt, VaultClient client) {
        return new CredentialLogin("Kubernetes", mount, Map.of("role", role), "jwt", jwt, client);
    }

    @Override
    public Mono<VaultLease> lease(boolean refused) {
        return VaultLogin.read(credential, refused)
                .flatMap(secret -> {
                    Map<String, String> body = new java.util.LinkedHashMap<>(name);
                    body.put(credentialField, secret.reveal());
                    return client.post("auth/" + mount + "/login", "", VaultJson.of(body));
                })
                .map(this::read);
    }

    private VaultLease read(VaultAnswer answer) {
        if (!answer.isOk()) {
            throw answer.refusal(
                    "could not be read, because the login by " + method + " at auth/" + mount + " failed", check());
        }
        VaultJson auth = answer.body()
                .object("auth")
                .orElseThrow(() -> VaultFailure.lasting(
                        answer.status(),
                        "could not be read: the login by " + method + " brought no token",
                        "is a second factor asked for, or the answer wrapped?"));
        return VaultLease.of(
                auth.text("client_token").orElse(""),
                auth.number("lease_duration"),
                auth.literal("renewable").equals("true"));
    }

    private String check() {
        String known = method.equals("AppRole")
                ? "check role id and secret id: used up, expired, or bound to other addresses?"
                : "check role, service account, namespace and audience, and that Vault may review tokens;";
        return known + " " + client.namespaceHint();
    }

    @Override
    public boolean bringsANewToken() {
        return true;
    }
}
