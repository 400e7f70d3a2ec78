package io.keel.im.transport.grpc;

import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.Stores;
import io.keel.im.testkit.tck.StoreFixture;

/** A store in memory whose log is written here and whose other ports are called over gRPC. */
final class RemoteStores {

    private RemoteStores() {}

    static StoreFixture over(Link link) {
        Stores store = new MemoryStore().stores();
        GrpcPeer peer = link.to(server -> server.export(store.memberships())
                .export(store.userConversations())
                .export(store.inboxes()));
        return StoreFixture.of(
                store.conversations(),
                new GrpcInboxStore(peer),
                new GrpcMembershipStore(peer),
                new GrpcUserConversationStore(peer));
    }
}
