package io.keel.im.transport.grpc;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.UserConversationStore;
import io.keel.im.transport.grpc.v1.AdvanceRequest;
import io.keel.im.transport.grpc.v1.ConfigureRequest;
import io.keel.im.transport.grpc.v1.ConversationRequest;
import io.keel.im.transport.grpc.v1.ReaderRequest;
import io.keel.im.transport.grpc.v1.UserConversationsGrpc;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What users have of their own, by way of another process. */
public final class GrpcUserConversationStore implements UserConversationStore {

    private final GrpcPeer peer;

    /** Asks {@code peer}. */
    public GrpcUserConversationStore(GrpcPeer peer) {
        this.peer = peer;
    }

    @Override
    public CompletionStage<Moved> advance(UserId user, ConversationId conversation, long seq) {
        AdvanceRequest request = AdvanceRequest.newBuilder()
                .setUser(user.value())
                .setConversation(conversation.value())
                .setSeq(seq)
                .build();
        return peer.call(
                UserConversationsGrpc.getAdvanceMethod(),
                request,
                wire -> new Moved(wire.getBefore(), wire.getAfter()));
    }

    @Override
    public CompletionStage<Void> configure(
            UserId user, ConversationId conversation, @Nullable Boolean mute, @Nullable Boolean pinned) {
        ConfigureRequest.Builder request =
                ConfigureRequest.newBuilder().setUser(user.value()).setConversation(conversation.value());
        if (mute != null) {
            request.setMute(mute);
        }
        if (pinned != null) {
            request.setPinned(pinned);
        }
        return peer.tell(UserConversationsGrpc.getConfigureMethod(), request.build());
    }

    @Override
    public CompletionStage<List<UserConversation>> list(UserId user, Optional<ListCursor> after, int limit) {
        ConversationRequest.Builder request =
                ConversationRequest.newBuilder().setUser(user.value()).setLimit(limit);
        after.ifPresent(cursor -> request.setAfter(io.keel.im.transport.grpc.v1.ListCursor.newBuilder()
                .setMessageId(cursor.messageId())
                .setConversation(cursor.conversation().value())));
        return peer.call(
                UserConversationsGrpc.getListConversationsMethod(),
                request.build(),
                wire -> wire.getItemsList().stream()
                        .map(GrpcUserConversationStore::read)
                        .toList());
    }

    @Override
    public CompletionStage<Readers> readers(ConversationId conversation, long seq, Optional<UserId> except, int limit) {
        ReaderRequest.Builder request = ReaderRequest.newBuilder()
                .setConversation(conversation.value())
                .setSeq(seq)
                .setLimit(limit);
        except.ifPresent(user -> request.setExcept(user.value()));
        return peer.call(
                UserConversationsGrpc.getGetReadersMethod(),
                request.build(),
                wire -> new Readers(wire.getCount(), wire.getTotal(), WireValues.users(wire.getUsersList())));
    }

    private static UserConversation read(io.keel.im.transport.grpc.v1.UserConversation wire) {
        return new UserConversation(
                WireValues.conversation(wire.getConversation()),
                wire.getName(),
                wire.getSeq(),
                wire.getHeadMessageId(),
                wire.getVisibleFrom(),
                wire.getReadSeq(),
                wire.getPeerReadSeq(),
                wire.getUnread(),
                wire.getMute(),
                wire.getPinned());
    }
}
