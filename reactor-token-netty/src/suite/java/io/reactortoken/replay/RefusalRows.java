package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.http.Challenge;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers mean that the token was refused. */
public interface RefusalRows extends Rows {

    /** One renewal, two requests, and the second answer. */
    private void assertReplayed(Reply refusal) {
        ReplayBench bench = bench();
        bench.api.answering(seen -> seen.authorization().equals("Bearer t1") ? refusal : Reply.ok());

        bench.expect(bench.get(bench.caller(), "/a"), "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
        assertThat(bench.renewals()).isEqualTo(1);
    }

    /** No renewal, one request, and its answer with everything that is in it. */
    private Answered assertPassed(Reply reply) {
        ReplayBench bench = bench();
        bench.api.answering(seen -> reply.header("X-Seen", "1"));
        Caller caller = bench.caller();

        Answered answer = ReplayBench.ask(caller, Call.get(bench.url("/a")));
        bench.expect(bench.get(caller, "/b").map(line -> line.substring(0, 3)), String.valueOf(reply.status()));

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/b Bearer t1");
        assertThat(bench.renewals()).isZero();
        assertThat(answer.status()).isEqualTo(reply.status());
        assertThat(answer.header("x-seen")).containsExactly("1");
        return answer;
    }

    @Test
    @DisplayName("RS-01, R6750-06, SD-06, SD-12, SD-27: invalid_token is renewed and replayed, once")
    default void invalidToken() {
        assertReplayed(Reply.refusal());
    }

    @Test
    @DisplayName("RS-05: a 401 without a challenge may be about the token")
    default void noChallenge() {
        assertReplayed(Reply.refusal(new String[0]));
    }

    @Test
    @DisplayName("RS-06, R6750-09: a bare Bearer challenge says that no token was seen: one replay")
    default void bareChallenge() {
        assertReplayed(Reply.refusal("Bearer realm=\"x\""));
    }

    @Test
    @DisplayName("RS-07: a 401 that asks for Basic alone is the caller's")
    default void basicOnly() {
        assertThat(assertPassed(Reply.refusal("Basic realm=\"x\"")).body()).isEqualTo(Reply.REFUSAL);
    }

    @Test
    @DisplayName("RS-07: a 401 that asks for Basic alone may mean the token, where the caller says so")
    default void basicOnlyByHabit() {
        ReplayBench bench = bench();
        bench.api.answering(
                seen -> seen.authorization().equals("Bearer t1") ? Reply.refusal("Basic realm=\"x\"") : Reply.ok());
        Caller caller =
                bench.caller(bench.options().and(options -> options.refusal = answer -> answer.status() == 401));

        bench.expect(bench.get(caller, "/a"), "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(strings = {"Negotiate, NTLM", "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b", "Newauth x=y"})
    @DisplayName("RS-08: a 401 that asks for another scheme is the caller's")
    default void otherScheme(String challenge) {
        assertPassed(Reply.refusal(challenge));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(
            strings = {
                "Basic realm=\"a\", Bearer error=\"invalid_token\"",
                "Basic realm=\"a\"|Bearer error=\"invalid_token\"",
                "Bearer error=\"invalid_token\"|Basic realm=\"a\""
            })
    @DisplayName("RS-09, R9110-05, R6750-04: several challenges, in one field and in two, in any order")
    default void severalChallenges(String challenges) {
        assertReplayed(Reply.refusal(challenges.split("\\|")));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(
            strings = {
                "bearer ERROR=\"invalid_token\"",
                "Bearer error=invalid_token",
                "Bearer error = \"invalid_token\"",
                "Bearer   error=\"invalid_token\"",
                "Bearer, error=\"invalid_token\""
            })
    @DisplayName("RS-10: the challenge as servers write it")
    default void spellings(String challenge) {
        assertReplayed(Reply.refusal(challenge));
    }

    @Test
    @DisplayName("RS-11: a quoted comma and a quoted quote")
    default void quoted() {
        assertReplayed(Reply.refusal("Bearer error_description=\"a, b=\\\"c\\\"\", error=\"invalid_token\""));
    }

    @ParameterizedTest(name = "{displayName} [{index}]")
    @ValueSource(strings = {"Bearer x=\"%s\"", "%s", "Bearer error=\"%s", "\u00e9 %s"})
    @DisplayName("RS-12: junk of seven kilobytes is a challenge that cannot be read: one replay")
    default void junk(String pattern) {
        assertReplayed(Reply.refusal(String.format(pattern, ",".repeat(7_000))));
    }

    @Test
    @DisplayName("RS-13, R6750-07, R9110-14: 403 insufficient_scope is the caller's, with the scope that is missing")
    default void insufficientScope() {
        Answered answer = assertPassed(Reply.of(403, "no")
                .header("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"a:b c:d\""));

        Challenge challenge = Challenge.parse(answer.header("www-authenticate")).get(0);
        assertThat(challenge.error()).isEqualTo("insufficient_scope");
        assertThat(challenge.scope()).containsExactly("a:b", "c:d");
    }

    @Test
    @DisplayName("RS-14: a 403 without a challenge is the caller's")
    default void forbidden() {
        assertThat(assertPassed(Reply.of(403, "<html>")).body()).isEqualTo("<html>");
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(ints = {403, 400, 200})
    @DisplayName("RS-15: invalid_token under another status is the caller's, unless the caller knows better")
    default void habits(int status) {
        Reply reply = Reply.of(status, "no").header("WWW-Authenticate", Reply.INVALID_TOKEN);
        assertPassed(reply);

        ReplayBench bench = bench();
        bench.api.answering(seen -> seen.authorization().equals("Bearer t1") ? reply : Reply.ok());
        Caller caller = bench.caller(bench.options()
                .and(options -> options.refusal = answer -> answer.status() == status
                        && answer.challenges().stream().anyMatch(c -> c.error().equals("invalid_token"))));

        bench.expect(bench.get(caller, "/c"), "200 ok");
        assertThat(bench.renewals()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-16: 401 insufficient_scope is not renewed")
    default void insufficientScopeAs401() {
        assertPassed(Reply.refusal("Bearer error=\"insufficient_scope\", scope=\"a\""));
    }

    @Test
    @DisplayName("RS-17, R9470-01, R9470-02: step-up is the end for a program: no renewal, no replay, and it is told")
    default void stepUp() {
        Answered answer = assertPassed(Reply.refusal(
                "Bearer error=\"insufficient_user_authentication\", acr_values=\"gold silver\", max_age=5"));

        Challenge challenge = Challenge.parse(answer.header("www-authenticate")).get(0);
        assertThat(challenge.acrValues()).containsExactly("gold", "silver");
        assertThat(challenge.maxAge()).hasValueSatisfying(age -> assertThat(age).hasSeconds(5));
    }

    @Test
    @DisplayName("R9728-01, TM-25: a URL in a challenge is told, and nobody asks it")
    default void metadataIsNotFetched() {
        ReplayBench bench = bench();
        Api elsewhere = bench.closing(Api.start(bench.wire()));
        String metadata = elsewhere.origin() + "/.well-known/oauth-protected-resource";

        Answered answer = assertPassed(
                Reply.refusal("Bearer error=\"insufficient_scope\", resource_metadata=\"" + metadata + "\""));

        Challenge challenge = Challenge.parse(answer.header("www-authenticate")).get(0);
        assertThat(challenge.parameter("resource_metadata")).hasValue(metadata);
        assertThat(elsewhere.connections()).isZero();
    }

    @Test
    @DisplayName("RS-18, R6750-08: 401 invalid_request is the caller's")
    default void invalidRequest() {
        assertPassed(Reply.refusal("Bearer error=\"invalid_request\""));
    }

    @Test
    @DisplayName("RS-18: an error code that nobody knows is worth one replay")
    default void unknownError() {
        assertReplayed(Reply.refusal("Bearer error=\"some_new_code\""));
    }

    @Test
    @DisplayName("RS-24, R9110-18: a 407 is the proxy's business")
    default void proxyAuthentication() {
        assertPassed(Reply.of(407, "").header("Proxy-Authenticate", "Bearer error=\"invalid_token\""));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(ints = {429, 503})
    @DisplayName("RS-25, R6585-01: Retry-After of the API is the caller's business")
    default void retryAfter(int status) {
        assertThat(assertPassed(Reply.of(status, "").header("Retry-After", "1")).header("retry-after"))
                .containsExactly("1");
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(ints = {431, 400})
    @DisplayName("RS-26: a header that is too large is not the token's fault")
    default void tooLarge(int status) {
        assertPassed(Reply.of(status, "header too large"));
    }

    @Test
    @DisplayName("RS-27: a redirect to a login page is the caller's; it is not followed")
    default void loginPage() {
        assertThat(assertPassed(Reply.of(302, "").header("Location", "/login")).header("location"))
                .containsExactly("/login");
    }

    @Test
    @DisplayName("RS-41: a 421 is not about the token, and no connection is shared among origins: the caller's")
    default void misdirected() {
        assertPassed(Reply.of(421, "elsewhere"));
    }

    @Test
    @DisplayName("RS-02, R9110-13: the second 401 is the caller's, with status, headers and body")
    default void twice() {
        ReplayBench bench = bench();
        bench.api.answering(seen -> Reply.refusal().header("X-Token", seen.authorization()));

        Answered answer = ReplayBench.ask(bench.caller(), Call.get(bench.url("/a")));

        assertThat(answer.line()).isEqualTo("401 " + Reply.REFUSAL);
        assertThat(answer.header("x-token")).containsExactly("Bearer t2");
        assertThat(answer.header("www-authenticate")).isEqualTo(List.of(Reply.INVALID_TOKEN));
        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
        assertThat(bench.renewals()).isEqualTo(1);
    }
}
