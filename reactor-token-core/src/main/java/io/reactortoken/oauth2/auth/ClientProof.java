package io.reactortoken.oauth2.auth;

import io.reactortoken.credential.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client adds to one request to prove who it is: headers and parameters.
 *
 * <p>Immutable: every call returns a new value. It holds credentials, so that none of them is part of
 * {@link #toString()}.
 *
 * @since 0.1.0
 */
public final class ClientProof {

    private static final ClientProof EMPTY = new ClientProof(Map.of(), Map.of(), List.of(), "");

    private final Map<String, String> headers;
    private final Map<String, String> parameters;
    private final List<String> hidden;
    private final String check;

    private ClientProof(
            Map<String, String> headers, Map<String, String> parameters, List<String> hidden, String check) {
        this.headers = headers;
        this.parameters = parameters;
        this.hidden = hidden;
        this.check = check;
    }

    /** {@return a proof that adds nothing} */
    public static ClientProof empty() {
        return EMPTY;
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return Collections.unmodifiableMap(copy);
    }

    private List<String> hiding(String text) {
        List<String> copy = new ArrayList<>(hidden);
        copy.add(text);
        return Collections.unmodifiableList(copy);
    }

    /**
     * Adds a header that is a credential.
     *
     * @param name a header name
     * @param value never shown, also not when the server quotes it
     * @return a new proof
     */
    public ClientProof header(String name, Secret value) {
        String text = value.reveal();
        return new ClientProof(with(headers, name, text), parameters, hiding(text), check);
    }

    /**
     * Adds a parameter to the body.
     *
     * @param name a parameter name
     * @param value may be shown
     * @return a new proof
     */
    public ClientProof parameter(String name, String value) {
        return new ClientProof(headers, with(parameters, name, value), hidden, check);
    }

    /**
     * Adds a parameter that is a credential to the body.
     *
     * @param name a parameter name
     * @param value never shown, also not when the server quotes it
     * @return a new proof
     */
    public ClientProof parameter(String name, Secret value) {
        String text = value.reveal();
        return new ClientProof(headers, with(parameters, name, text), hiding(text), check);
    }

    /**
     * Hides a text that is part of what is sent in another form.
     *
     * @param value never shown, also not when the server quotes it
     * @return a new proof
     */
    public ClientProof hide(Secret value) {
        return new ClientProof(headers, parameters, hiding(value.reveal()), check);
    }

    /**
     * Says what to check first when the server does not accept it.
     *
     * @param check facts of this very proof, nothing secret; at most 200 characters
     * @return a new proof
     */
    public ClientProof check(String check) {
        return new ClientProof(headers, parameters, hidden, check);
    }

    /** {@return the headers to add, credentials included} */
    public Map<String, String> headers() {
        return headers;
    }

    /** {@return the parameters to add, credentials included} */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** {@return what must not be shown} */
    public List<String> hidden() {
        return hidden;
    }

    /** {@return what to check first when the server does not accept it} */
    public String check() {
        return check;
    }

    /** Tells names only. */
    @Override
    public String toString() {
        return "ClientProof[headers " + headers.keySet() + ", parameters " + parameters.keySet() + "]";
    }
}
