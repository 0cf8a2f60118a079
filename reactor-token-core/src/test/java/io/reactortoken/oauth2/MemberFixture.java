package io.reactortoken.oauth2;

/** Bodies that are fine but for one member. */
final class MemberFixture {

    private MemberFixture() {}

    static String with(String name, String json) {
        String token = name.equals("access_token") ? json : "\"" + RecordingTransport.TOKEN + "\"";
        String type = name.equals("token_type") ? json : "\"Bearer\"";
        String lifetime = name.equals("expires_in") ? json : "3600";
        String rest = name.matches("access_token|token_type|expires_in") ? "" : ",\"" + name + "\":" + json;
        return "{\"access_token\":" + token + ",\"token_type\":" + type + ",\"expires_in\":" + lifetime + rest + "}";
    }
}
