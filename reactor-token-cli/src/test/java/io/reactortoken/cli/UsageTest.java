package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    private static final String CANARY = "CNRY-sec-5b0c7d91";

    private static Ran token(String... more) {
        List<String> args =
                new ArrayList<>(List.of("token", "--token-uri", "https://127.0.0.1:1/token", "--client-id", "billing"));
        args.addAll(Arrays.asList(more));
        return Ran.of(args.toArray(String[]::new));
    }

    private static void assertUsage(Ran ran) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("usage: ").contains("--help").doesNotContain(CANARY, "Exception");
        assertThat(ran.err().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @DisplayName("TM-28 a secret as an argument is refused, and not repeated")
    @CsvSource({
        "--secret CNRY-sec-5b0c7d91, never the secret itself",
        "--secret=CNRY-sec-5b0c7d91, never the secret itself",
        "--secret basic:CNRY-sec-5b0c7d91, never the secret itself",
        "--secret env:, never the secret itself",
        "--secret env:CNRY-sec 5b0c7d91, no name of a variable",
        "--secret dotenv:CNRY-sec-5b0c7d91, needs the name of",
        "--client-secret CNRY-sec-5b0c7d91, --secret names where the secret is",
        "--client-secret=CNRY-sec-5b0c7d91, --secret names where the secret is",
        "--password CNRY-sec-5b0c7d91, --secret names where the secret is",
        "--param client_secret=CNRY-sec-5b0c7d91, is a secret by its name",
        "--param Client_Assertion=CNRY-sec-5b0c7d91, is a secret by its name",
        "--param refresh_token=CNRY-sec-5b0c7d91, is a secret by its name",
        "--param my-api-key=CNRY-sec-5b0c7d91, is a secret by its name",
        "--param CNRY-sec-5b0c7d91, it looks like name=value",
        "--auth CNRY-sec-5b0c7d91, 'basic, basic-raw, post or none'",
        "--proxy http://me:CNRY-sec-5b0c7d91@proxy:3128, a password is",
        "--proxy CNRY-sec-5b0c7d91, it looks like proxy.example.com",
        "CNRY-sec-5b0c7d91, belongs to no option"
    })
    void refusesSecrets(String arguments, String says) {
        String[] parts = arguments.contains(" env:CNRY")
                ? new String[] {"--secret", "env:CNRY-sec 5b0c7d91"}
                : arguments.split(" ");
        Ran ran = token(parts);
        assertUsage(ran);
        assertThat(ran.err().replaceAll("\\s+", " ")).contains(says);
    }

    @ParameterizedTest
    @DisplayName("what the request sets itself cannot be a --param")
    @CsvSource({"scope=a, use --scope", "grant_type=x, is set by its own method", "client_id=x, use --client-id"})
    void refusesReserved(String param, String says) {
        Ran ran = token("--param", param, "--secret", "env:X");
        assertUsage(ran);
        assertThat(ran.err().replaceAll("\\s+", " ")).contains(says);
    }

    @Test
    @DisplayName("a wrong flag is named, with the one that was meant")
    void wrongFlag() {
        Ran ran = token("--scopes", "orders:read");
        assertUsage(ran);
        assertThat(ran.err()).contains("there is no option --scopes; is it --scope?", "reactor-token token --help");
    }

    @ParameterizedTest
    @DisplayName("what is missing is named")
    @CsvSource({"token --client-id billing, --token-uri", "token --issuer https://127.0.0.1:1, --client-id", "call, URL"
    })
    void missing(String arguments, String named) {
        Ran ran = Ran.of(arguments.split(" "));
        assertUsage(ran);
        assertThat(ran.err()).contains(named);
    }

    @Test
    @DisplayName("without a command there is a line about commands")
    void noCommand() {
        Ran ran = Ran.of();
        assertUsage(ran);
        assertThat(ran.err()).contains("doctor, token or call");
    }

    @ParameterizedTest
    @DisplayName("help fits into 80 columns, and names every option of the command")
    @ValueSource(strings = {"", "token", "call", "doctor"})
    void help(String command) {
        Ran ran = command.isEmpty() ? Ran.of("--help") : Ran.of(command, "--help");
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        if (!command.isEmpty()) {
            assertThat(ran.out())
                    .contains("--token-uri", "--issuer", "--client-id", "--secret", "--auth", "--cert", "--key", "--ca")
                    .contains("--scope", "--resource", "--audience", "--param", "--json", "--proxy");
        }
    }

    @Test
    @DisplayName("--version tells a version")
    void version() {
        assertThat(Ran.of("--version").out()).startsWith("reactor-token ");
    }
}
