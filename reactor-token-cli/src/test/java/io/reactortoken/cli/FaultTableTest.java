package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table is written anew with {@code -Derrors.write=true}; what it says of each fault is what FaultsTest has checked. */
@DisplayName("docs/errors.md")
class FaultTableTest {

    private static final List<Fault> FAULTS = Fault.all().toList();

    @Test
    @DisplayName("has the table of the faults that are injected")
    void tableIsOfNow() throws IOException {
        String page = Files.readString(ErrorsPage.PAGE);
        if (Boolean.getBoolean("errors.write")) {
            page = ErrorsPage.renewed(page, FAULTS);
            Files.writeString(ErrorsPage.PAGE, page);
        }
        assertThat(page).as("write it anew with -Derrors.write=true").isEqualTo(ErrorsPage.renewed(page, FAULTS));
    }

    @Test
    @DisplayName("has an anchor for each hint and remark of main code, and no other")
    void anchors() throws IOException {
        assertThat(ErrorsPage.anchors(Files.readString(ErrorsPage.PAGE)))
                .containsExactlyElementsOf(ErrorsPage.idsOfMainCode());
    }

    @Test
    @DisplayName("is not of now when a row of it was changed, and is again when written")
    void differs() {
        String page = "a\n" + ErrorsPage.BEGIN + ErrorsPage.table(FAULTS).replace("H-SWAP", "H-CLIENT") + ErrorsPage.END
                + "b\n";
        assertThat(ErrorsPage.renewed(page, FAULTS))
                .isNotEqualTo(page)
                .startsWith("a\n")
                .endsWith("b\n")
                .contains("| id and secret are exchanged | SD-30 | [H-SWAP](#h-swap) |");
        assertThatThrownBy(() -> ErrorsPage.renewed("a\n", FAULTS)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ErrorsPage.anchors("### H-A\n| <a id=\"l-b\"></a>`L-B` |\n")).containsExactly("H-A", "L-B");
    }
}
