package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.FailureKind;
import io.reactortoken.oauth2.internal.body.Malformed;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The scope that was granted (RFC 6749 sections 3.3 and 5.1): a set of case-sensitive tokens.
 *
 * @param tokens in the order in which they were granted
 * @param array the server sent a JSON array, which leaves no doubt
 */
record GrantedScope(Set<String> tokens, boolean array) {

    static GrantedScope parse(String list) {
        Set<String> tokens = new LinkedHashSet<>(Arrays.asList(list.split(" ", -1)));
        tokens.remove("");
        return new GrantedScope(tokens, false);
    }

    static GrantedScope read(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parse(parser.getString());
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw notTokens();
        }
        Set<String> tokens = new LinkedHashSet<>();
        boolean texts = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts &= parser.currentToken() == JsonToken.VALUE_STRING;
            if (texts) {
                tokens.addAll(parse(parser.getString()).tokens);
            }
            parser.skipChildren();
        }
        if (!texts) {
            throw notTokens();
        }
        return new GrantedScope(tokens, true);
    }

    private static Malformed notTokens() {
        return Malformed.of(FailureKind.BAD_TYPE, "the member scope is neither a string nor strings", Malformed.OWNER);
    }
}
