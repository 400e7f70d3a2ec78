package io.keel.im.transport.grpc;

import io.grpc.stub.StreamObserver;
import io.keel.im.UserId;
import io.keel.im.protocol.v1.ReadersInfo;
import io.keel.im.spi.UserConversationStore;
import io.keel.im.spi.UserConversationStore.ListCursor;
import io.keel.im.transport.grpc.v1.AdvanceRequest;
import io.keel.im.transport.grpc.v1.ConfigureRequest;
import io.keel.im.transport.grpc.v1.ConversationRequest;
import io.keel.im.transport.grpc.v1.Done;
import io.keel.im.transport.grpc.v1.Moved;
import io.keel.im.transport.grpc.v1.ReaderRequest;
import io.keel.im.transport.grpc.v1.UserConversation;
import io.keel.im.transport.grpc.v1.UserConversationList;
import io.keel.im.transport.grpc.v1.UserConversationsGrpc;
import java.util.Optional;

/** Offers a {@link UserConversationStore} to other processes. */
final class UserConversationStoreExport extends UserConversationsGrpc.UserConversationsImplBase {

    private final UserConversationStore store;

    UserConversationStoreExport(UserConversationStore store) {
        this.store = store;
    }

    @Override
    public void advance(AdvanceRequest request, StreamObserver<Moved> observer) {
        Answering.answer(
                observer,
                () -> store.advance(
                        new UserId(request.getUser()),
                        WireValues.conversation(request.getConversation()),
                        request.getSeq()),
                moved -> Moved.newBuilder()
                        .setBefore(moved.before())
                        .setAfter(moved.after())
                        .build());
    }

    @Override
    public void configure(ConfigureRequest request, StreamObserver<Done> observer) {
        Answering.answer(
                observer,
                () -> store.configure(
                        new UserId(request.getUser()),
                        WireValues.conversation(request.getConversation()),
                        request.hasMute() ? request.getMute() : null,
                        request.hasPinned() ? request.getPinned() : null),
                WireValues::done);
    }

    @Override
    public void listConversations(ConversationRequest request, StreamObserver<UserConversationList> observer) {
        Answering.answer(
                observer,
                () -> store.list(new UserId(request.getUser()), cursor(request), request.getLimit()),
                items -> UserConversationList.newBuilder()
                        .addAllItems(items.stream()
                                .map(UserConversationStoreExport::of)
                                .toList())
                        .build());
    }

    @Override
    public void getReaders(ReaderRequest request, StreamObserver<ReadersInfo> observer) {
        Answering.answer(
                observer,
                () -> store.readers(
                        WireValues.conversation(request.getConversation()),
                        request.getSeq(),
                        request.hasExcept() ? Optional.of(new UserId(request.getExcept())) : Optional.empty(),
                        request.getLimit()),
                readers -> WireValues.readers(readers.count(), readers.total(), readers.users()));
    }

    private static Optional<ListCursor> cursor(ConversationRequest request) {
        return request.hasAfter()
                ? Optional.of(new ListCursor(
                        request.getAfter().getMessageId(),
                        WireValues.conversation(request.getAfter().getConversation())))
                : Optional.empty();
    }

    private static UserConversation of(UserConversationStore.UserConversation item) {
        return UserConversation.newBuilder()
                .setConversation(item.conversation().value())
                .setName(item.name())
                .setSeq(item.seq())
                .setHeadMessageId(item.headMessageId())
                .setVisibleFrom(item.visibleFrom())
                .setReadSeq(item.readSeq())
                .setPeerReadSeq(item.peerReadSeq())
                .setUnread(item.unread())
                .setMute(item.mute())
                .setPinned(item.pinned())
                .build();
    }
}
