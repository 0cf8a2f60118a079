package io.reactortoken.doctor;

import java.util.List;

/**
 * The shape of a token request, without a value of it.
 *
 * @param url its query is masked
 * @param headers their names, in the order in which they are sent
 * @param contentType its value
 * @param scheme of the {@code Authorization} header; empty if there is none
 * @param parameters of the body
 */
record Sent(String url, List<String> headers, String contentType, String scheme, List<Parameter> parameters) {

    /** The length is that of the value before it was encoded. */
    record Parameter(String name, int length) {

        @Override
        public String toString() {
            return name + "(" + length + ")";
        }
    }

    boolean has(String name) {
        return parameters.stream().anyMatch(parameter -> parameter.name.equals(name));
    }
}
