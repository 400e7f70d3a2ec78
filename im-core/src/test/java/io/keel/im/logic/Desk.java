package io.keel.im.logic;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Command;
import io.keel.im.command.Origin;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.GroupId;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.memory.MemorySessions;
import io.keel.im.memory.MemoryStore;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Session;
import io.keel.im.spi.Bus;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Fanout;
import io.keel.im.spi.MessageInterceptor;
import io.keel.im.spi.Notice;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.UserDirectory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A logic worker on a store in memory, and all that it says. Every user is online, at the gateway that its first letter
 * names.
 */
final class Desk {

    static final GatewayId LEFT = new GatewayId("left");
    static final GatewayId RIGHT = new GatewayId("right");
    private static final DeviceId WEB = new DeviceId("web");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_770_000_000_000L));

    final MemoryStore store = new MemoryStore();
    final List<Message> heard = new ArrayList<>();

    /** How many members make a group turn to read diffusion, less one. */
    final AtomicInteger writeLimit = new AtomicInteger(100);

    private final MemorySessions sessions = new MemorySessions(CLOCK);
    private final SnowflakeIds ids = SnowflakeIds.of(1, CLOCK);
    private final List<Told> told = new ArrayList<>();
    private final LogicWorker worker;
    private int names;

    /** One record for one gateway; who is told under which number, whatever the order. */
    record Told(GatewayId gateway, Object what) {}

    private record ToUsers(Notice notice, Map<String, Long> inboxSeqs, Downlink.@Nullable Except except) {}

    Desk(UnaryOperator<ConversationStore> log) {
        this(log, null);
    }

    Desk(UnaryOperator<ConversationStore> log, @Nullable TaskFeed tasks) {
        LogicPorts ports = new LogicPorts(
                log.apply(store.conversations()),
                store.inboxes(),
                store.memberships(),
                store.userConversations(),
                sessions,
                new Ear());
        Fanout fanout = size -> Fanout.upTo(writeLimit.get()).choose(size);
        HostRules host =
                new HostRules(ChatPolicy.DEFAULT, fanout, UserDirectory.ANY, MessageInterceptor.NONE, heard::add);
        worker = new LogicWorker(ports, host, Telemetry.NONE, CLOCK, tasks);
    }

    /** Brings users online. */
    void online(UserId... users) {
        for (UserId user : users) {
            sessions.online(new Session(user, WEB, gatewayOf(user), ids.next()));
        }
    }

    /** Both gateways hold members of a group. */
    void held(GroupId group) {
        sessions.holds(LEFT, group, true);
        sessions.holds(RIGHT, group, true);
    }

    static GatewayId gatewayOf(UserId user) {
        return user.value().compareTo("c") < 0 ? LEFT : RIGHT;
    }

    Submission submission(UserId from, Command command) {
        long id = ids.next();
        return new Submission(id, from, WEB, new Origin(gatewayOf(from), id), command);
    }

    /** A command of the system, answered at the left gateway. */
    Submission ofTheSystem(Command command) {
        return new Submission(ids.next(), null, WEB, new Origin(LEFT, 1), command);
    }

    /** A text under a name of its own. */
    Send text(ConversationId to, String text) {
        return Send.of(to, new ClientMsgId("m-" + names++), new Text(text));
    }

    /** Hands commands over as one batch; returns what was told. */
    List<Told> handle(Submission... batch) {
        begin(batch).toCompletableFuture().join();
        return told();
    }

    /** Begins to hand commands over as one batch. */
    CompletionStage<Void> begin(Submission... batch) {
        told.clear();
        return worker.handle(List.of(batch));
    }

    /** What has been told of the last batch so far. */
    List<Told> told() {
        return List.copyOf(told);
    }

    /** Hands one command over; returns its answer. */
    Answer answer(Submission submission) {
        return answers(handle(submission)).get(0);
    }

    /** The answers in the order of the commands' ids: those of two gateways have no other. */
    static List<Answer> answers(List<Told> told) {
        return told.stream()
                .map(Told::what)
                .filter(Downlink.Reply.class::isInstance)
                .map(Downlink.Reply.class::cast)
                .sorted(Comparator.comparingLong(Downlink.Reply::submission))
                .map(Downlink.Reply::answer)
                .toList();
    }

    /** What was told, save for the answers. */
    static List<Told> pushes(List<Told> told) {
        return told.stream()
                .filter(one -> !(one.what() instanceof Downlink.Reply))
                .toList();
    }

    private final class Ear implements Bus {

        @Override
        public void push(GatewayId gateway, List<Downlink> records) {
            for (Downlink record : records) {
                told.add(new Told(gateway, record instanceof Downlink.ToUsers push ? comparable(push) : record));
            }
        }

        private ToUsers comparable(Downlink.ToUsers push) {
            Map<String, Long> seqs = new TreeMap<>();
            for (int i = 0; i < push.users().size(); i++) {
                seqs.put(push.users().get(i).value(), push.inboxSeqs() == null ? 0 : push.inboxSeqs()[i]);
            }
            return new ToUsers(push.notice(), seqs, push.except());
        }

        @Override
        public boolean[] publish(List<Submission> submissions) {
            throw new UnsupportedOperationException("logic publishes nothing");
        }

        @Override
        public Subscription consume(UplinkHandler handler) {
            throw new UnsupportedOperationException("the test hands over");
        }

        @Override
        public Subscription subscribe(GatewayId gateway, DownlinkHandler handler) {
            throw new UnsupportedOperationException("the test listens");
        }

        @Override
        public void close() {}
    }
}
