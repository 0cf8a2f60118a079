package io.reactortoken.oauth2.auth;

import reactor.core.publisher.Mono;

/** {@code client_id} in the body and nothing else: what proves the client is elsewhere, or nowhere. */
record IdOnlyAuthentication(String method) implements ClientAuthentication {

    @Override
    public Mono<ClientProof> prove(ProofRequest request) {
        return Mono.fromSupplier(() -> proof(request.clientId()));
    }

    private ClientProof proof(String clientId) {
        ClientProof proof =
                clientId.isEmpty() ? ClientProof.empty() : ClientProof.empty().parameter("client_id", clientId);
        return proof.check(
                method.equals("none")
                        ? "is it registered as a client that need not authenticate? sent: client_id and no proof"
                        : "is the transport's certificate the one that is registered, and is " + method
                                + " the registered method?");
    }
}
