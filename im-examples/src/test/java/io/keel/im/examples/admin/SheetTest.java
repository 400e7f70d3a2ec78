package io.keel.im.examples.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SheetTest {

    private final Sheet sheet = new Sheet("nothing", "name", "upSeconds", "keptAt", "lag")
            .row("a", Duration.ofMinutes(75), Instant.parse("2026-05-06T07:08:09.123Z"), 7)
            .row("longer", null, null, 1_234L);

    @Test
    void columnsAreAlignedAndNumbersStandAtTheRight() {
        assertThat(text(sheet))
                .containsExactly(
                        "NAME    UP      KEPT AT                LAG",
                        "a       1h 15m  2026-05-06T07:08:09Z     7",
                        "longer  -       -                     1234");
    }

    @Test
    void jsonHasTheSameKeysInEveryRow() throws IOException {
        assertThat(json(sheet))
                .isEqualTo("[{\"name\":\"a\",\"upSeconds\":4500,\"keptAt\":\"2026-05-06T07:08:09.123Z\",\"lag\":7},"
                        + "{\"name\":\"longer\",\"upSeconds\":null,\"keptAt\":null,\"lag\":1234}]");
    }

    @Test
    void withoutRowsItSaysSo() throws IOException {
        Sheet empty = new Sheet("nothing", "name");
        assertThat(text(empty)).containsExactly("nothing");
        assertThat(json(empty)).isEqualTo("[]");
    }

    @Test
    void whatUsersHaveNamedCannotMoveTheCursor() throws IOException {
        String name = "a\u001b[2Jb\nc\u202ed";
        assertThat(text(new Sheet("", "name").row(name))).containsExactly("NAME", "a?[2Jb?c?d");
        assertThat(json(new Sheet("", "name").row(name))).contains("\\u001B").contains("\\n");
    }

    @Test
    void factsAreLinesAndRowsOfTheirOwn() throws IOException {
        Facts facts = new Facts()
                .with("seq", 3L)
                .with("lastActivity", Instant.EPOCH)
                .with("open", null)
                .with("rows", new Sheet("none", "name").row("x"));
        assertThat(text(facts))
                .containsExactly(
                        "seq            3", "last activity  1970-01-01T00:00:00Z", "open           -", "", "NAME", "x");
        assertThat(json(facts))
                .isEqualTo(
                        "{\"seq\":3,\"lastActivity\":\"1970-01-01T00:00:00Z\",\"open\":null,\"rows\":[{\"name\":\"x\"}]}");
    }

    private static java.util.List<String> text(Shown shown) {
        StringWriter out = new StringWriter();
        shown.text(new PrintWriter(out, true));
        return out.toString().lines().toList();
    }

    private static String json(Shown shown) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            shown.json(json);
        }
        return out.toString();
    }
}
