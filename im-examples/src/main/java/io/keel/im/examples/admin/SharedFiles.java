package io.keel.im.examples.admin;

import io.keel.im.websocket.http.HttpRequest;
import io.keel.im.websocket.http.HttpResponse;
import io.keel.im.websocket.http.HttpRoute;
import io.keel.im.websocket.http.StaticFiles;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The files of the chat's page that this page has in common with it, and no other of them. */
final class SharedFiles implements HttpRoute {

    private static final Set<String> SHARED =
            Set.of("/favicon.svg", "/styles/base.css", "/styles/controls.css", "/views/dom.js");

    private final StaticFiles chat;

    SharedFiles(StaticFiles chat) {
        this.chat = chat;
    }

    @Override
    public Set<String> methods(String path) {
        return SHARED.contains(path) ? chat.methods(path) : Set.of();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return chat.answer(request);
    }
}
