package io.keel.im.transport.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.Request;
import io.keel.im.protocol.Requests;
import io.keel.im.protocol.WireReplies;
import io.keel.im.protocol.WireResults;
import io.keel.im.protocol.v1.AddMembers;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.DisbandGroup;
import io.keel.im.protocol.v1.Group;
import io.keel.im.protocol.v1.GroupInfo;
import io.keel.im.protocol.v1.JoinGroup;
import io.keel.im.protocol.v1.LeaveGroup;
import io.keel.im.protocol.v1.MemberList;
import io.keel.im.protocol.v1.Members;
import io.keel.im.protocol.v1.RemoveMembers;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.SetRole;
import io.keel.im.protocol.v1.UpdateGroup;
import io.keel.im.spi.Authenticator;
import io.keel.im.spi.Queries;
import io.keel.im.transport.grpc.v1.GroupsGrpc;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Group operations of bots and services, each by the token of the user that it acts for. */
final class GroupCalls extends GroupsGrpc.GroupsImplBase {

    private static final Context.Key<Metadata> HEADERS = Context.key("im-headers");
    private static final String NO_DEVICE = "grpc";

    private final Commands commands;
    private final Queries queries;
    private final Authenticator tokens;
    private final Supplier<GroupId> newGroup;
    private final CallRates rates = new CallRates(System::nanoTime);

    GroupCalls(Commands commands, Queries queries, Authenticator tokens, Supplier<GroupId> newGroup) {
        this.commands = commands;
        this.queries = queries;
        this.tokens = tokens;
        this.newGroup = newGroup;
    }

    /** The service, with what tells its calls their metadata. */
    ServerServiceDefinition service() {
        return ServerInterceptors.intercept(this, new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                return Contexts.interceptCall(Context.current().withValue(HEADERS, headers), call, headers, next);
            }
        });
    }

    @Override
    public void createGroup(CreateGroup request, StreamObserver<Group> observer) {
        answer(observer, ClientFrame.newBuilder().setCreateGroup(request), ServerFrame::getGroup);
    }

    @Override
    public void joinGroup(JoinGroup request, StreamObserver<Group> observer) {
        answer(observer, ClientFrame.newBuilder().setJoinGroup(request), ServerFrame::getGroup);
    }

    @Override
    public void leaveGroup(LeaveGroup request, StreamObserver<Group> observer) {
        answer(observer, ClientFrame.newBuilder().setLeaveGroup(request), ServerFrame::getGroup);
    }

    @Override
    public void addMembers(AddMembers request, StreamObserver<Group> observer) {
        answer(observer, ClientFrame.newBuilder().setAddMembers(request), ServerFrame::getGroup);
    }

    @Override
    public void removeMembers(RemoveMembers request, StreamObserver<Group> observer) {
        answer(observer, ClientFrame.newBuilder().setRemoveMembers(request), ServerFrame::getGroup);
    }

    @Override
    public void setRole(SetRole request, StreamObserver<Group> observer) {
        answer(observer, ClientFrame.newBuilder().setSetRole(request), ServerFrame::getGroup);
    }

    @Override
    public void updateGroup(UpdateGroup request, StreamObserver<Group> observer) {
        answer(observer, ClientFrame.newBuilder().setUpdateGroup(request), ServerFrame::getGroup);
    }

    @Override
    public void disbandGroup(DisbandGroup request, StreamObserver<Group> observer) {
        answer(observer, ClientFrame.newBuilder().setDisbandGroup(request), ServerFrame::getGroup);
    }

    @Override
    public void getGroup(GroupInfo request, StreamObserver<Group> observer) {
        answer(observer, ClientFrame.newBuilder().setGroupInfo(request), ServerFrame::getGroup);
    }

    @Override
    public void listMembers(Members request, StreamObserver<MemberList> observer) {
        answer(observer, ClientFrame.newBuilder().setMembers(request), ServerFrame::getMemberList);
    }

    private <R> void answer(StreamObserver<R> observer, ClientFrame.Builder frame, Function<ServerFrame, R> body) {
        Metadata headers = HEADERS.get();
        Answering.answer(
                observer,
                () -> {
                    DeviceId device = new DeviceId(ClientHeaders.device(headers).orElse(NO_DEVICE));
                    return ClientHeaders.token(headers)
                            .map(tokens::authenticate)
                            .orElseThrow(GroupCalls::unauthenticated)
                            .thenCompose(user ->
                                    serve(user.orElseThrow(GroupCalls::unauthenticated), device, frame.build()));
                },
                body);
    }

    private CompletionStage<ServerFrame> serve(UserId user, DeviceId device, ClientFrame frame) {
        Request request = new Requests(user, newGroup).parse(frame);
        if (request instanceof Request.Invalid invalid) {
            throw failure(invalid.refusal());
        }
        if (!rates.take(user)) {
            throw new ImException(ErrorCode.RATE_LIMITED, "too many calls");
        }
        CompletionStage<ServerFrame> reply =
                CompletableFuture.failedFuture(new ImException(ErrorCode.INTERNAL, "neither a command nor a query"));
        if (request instanceof Request.OfCommand command) {
            reply = commands.submit(user, device, command.command()).thenApply(WireReplies::of);
        } else if (request instanceof Request.OfQuery query) {
            reply = queries.answer(user, device, query.query()).thenApply(WireResults::of);
        }
        return reply.thenApply(GroupCalls::unlessRefused);
    }

    private static ServerFrame unlessRefused(ServerFrame reply) {
        if (reply.hasError()) {
            throw failure(WireValues.refusal(reply.getError()));
        }
        return reply;
    }

    private static ImException failure(Refusal refusal) {
        return new ImException(refusal.code(), refusal.message());
    }

    private static ImException unauthenticated() {
        return new ImException(ErrorCode.UNAUTHENTICATED, "authorization: no valid token");
    }
}
