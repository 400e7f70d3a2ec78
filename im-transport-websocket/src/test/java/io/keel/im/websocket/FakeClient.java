package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.gateway.ClientConnection;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.CloseCode;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the fake gateway knows of one client. */
final class FakeClient implements ClientConnection {

    final ClientChannel channel;
    final Optional<String> token;
    final Optional<String> device;
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    final AtomicInteger touches = new AtomicInteger();
    final AtomicInteger drains = new AtomicInteger();
    final AtomicInteger ends = new AtomicInteger();
    volatile Consumer<String> onFrame = received::add;
    volatile Runnable onDrained = () -> {};

    FakeClient(ClientChannel channel, Optional<String> token, Optional<String> device) {
        this.channel = channel;
        this.token = token;
        this.device = device;
    }

    @Override
    public void receive(byte[] bytes, int offset, int length) {
        onFrame.accept(new String(bytes, offset, length, UTF_8));
    }

    @Override
    public void touched() {
        touches.incrementAndGet();
    }

    @Override
    public void drained() {
        drains.incrementAndGet();
        onDrained.run();
    }

    @Override
    public void closed() {
        ends.incrementAndGet();
    }

    /** The next frame that came in. */
    String next() throws InterruptedException {
        String frame = received.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("a frame has come in").isNotNull();
        return frame;
    }

    /** Sends what stands after a frame's opening brace. */
    void send(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        onLane(() -> {
            channel.send(null, ClientChannel.NO_INBOX_SEQ, encoding -> bytes);
            return null;
        });
    }

    void close(CloseCode code, String reason) {
        onLane(() -> {
            channel.close(code, reason);
            return null;
        });
    }

    void reading(boolean on) {
        onLane(() -> {
            channel.reading(on);
            return null;
        });
    }

    /** Asks something on the channel's lane. */
    <T> T onLane(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        channel.lane().execute(() -> answer.complete(question.get()));
        return answer.join();
    }
}
