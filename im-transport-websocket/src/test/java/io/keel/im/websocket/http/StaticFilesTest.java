package io.keel.im.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

    private final StaticFiles files = StaticFiles.of(StaticFilesTest.class.getClassLoader(), "static-files");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ | text/html; charset=utf-8",
                "/index.html | text/html; charset=utf-8",
                "/app.mjs | text/javascript; charset=utf-8",
                "/img/a.svg | image/svg+xml"
            })
    void fileIsServedWithItsTypeAndGuards(String path, String type) {
        HttpResponse response = get(path, "");

        assertThat(files.methods(path)).containsExactly("GET");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .containsEntry("Content-Type", type)
                .containsEntry("Cache-Control", "no-cache")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Security-Policy", StaticFiles.STRICT_POLICY);
    }

    @Test
    void unchangedFileIsNotSentAgain() {
        HttpResponse first = get("/app.mjs", "");
        String tag = first.headers().getOrDefault("ETag", "");

        HttpResponse again = get("/app.mjs", "W/" + tag);
        assertThat(new String(first.body(), StandardCharsets.UTF_8)).startsWith("export");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers()).containsEntry("ETag", tag);
        assertThat(get("/app.mjs", "\"other\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.html",
                "/img",
                "/img/",
                "/unknown.xyz",
                "/../static-secret/a.txt",
                "/img/../../static-secret/a.txt",
                "/img/..\\a.svg",
                "//static-secret/a.txt",
                "/.hidden.html",
                "/app.mjs\u0000.html",
                ""
            })
    void whatIsNotBelowTheFolderIsNotThere(String path) {
        assertThat(files.methods(path)).isEmpty();
        assertThat(get(path, "").status()).isEqualTo(404);
    }

    @Test
    void hostMaySetItsOwnPolicy() {
        HttpResponse response = files.contentSecurityPolicy("default-src 'none'")
                .answer(HttpRequest.builder("GET", "/").build())
                .toCompletableFuture()
                .join();

        assertThat(response.headers()).containsEntry("Content-Security-Policy", "default-src 'none'");
    }

    private HttpResponse get(String path, String known) {
        HttpRequest.Builder request = HttpRequest.builder("GET", path);
        if (!known.isEmpty()) {
            request.header("If-None-Match", known);
        }
        return files.answer(request.build()).toCompletableFuture().join();
    }
}
