package io.reactortoken.oauth2.internal.body;

import tools.jackson.core.JsonParser;

/**
 * Takes the members of one JSON object, in the order in which they come.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface JsonMembers {

    /**
     * Takes a member.
     *
     * @param name after its escapes are undone
     * @param parser at the first token of the value; left at the last one
     */
    void take(String name, JsonParser parser);
}
