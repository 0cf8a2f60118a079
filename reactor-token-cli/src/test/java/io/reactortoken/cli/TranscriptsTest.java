package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Written anew with {@code -Derrors.write=true}. */
@DisplayName("docs/cli.md")
class TranscriptsTest {

    @Test
    @DisplayName("shows what the command line prints")
    void isOfNow() throws IOException {
        String page = Files.readString(Transcripts.PAGE);
        String renewed = Transcripts.renewed(page);
        if (Boolean.getBoolean("errors.write")) {
            Files.writeString(Transcripts.PAGE, renewed);
            page = renewed;
        }
        assertThat(page).as("write it anew with -Derrors.write=true").isEqualTo(renewed);
        assertThat(page).doesNotContain("CNRY");
        assertThat(renewed.lines().dropWhile(line -> !line.equals("<!-- help -->")))
                .as("fits a terminal")
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Text.WIDTH));
    }
}
