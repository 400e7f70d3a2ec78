package io.keel.im.transport.kafka;

import io.keel.im.ImException;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.guard.Guard;
import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.WireSubmissions;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Watch;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.spi.telemetry.BusTelemetry.Route;
import io.keel.im.spi.telemetry.Gauge;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The bus on Kafka.
 *
 * <pre>{@code
 * try (KafkaBus bus = KafkaBus.open("10.0.0.1:9092,10.0.0.2:9092")) {
 *     bus.consume(logicWorker);
 * }
 * }</pre>
 *
 * <p><b>Uplink.</b> Commands are taken into the producer's buffer, on the caller's thread and without ever waiting; what the
 * buffer has no room for is refused. One that then does not reach the log within 4 seconds is answered {@code UNAVAILABLE} to
 * its gateway, if that is subscribed here; it may be in the log nevertheless. Once hardly any reaches it, a {@link Guard} refuses more
 * at once. Commands lie in {@code upstream-messages} until
 * the worker that has their partition has handled them: what a poll brings, of as many partitions as there are, is a batch,
 * and offsets are committed when the batch's stage has ended. There is no timer on the way.
 *
 * <p>A worker that loses a partition amid a batch commits nothing of it, and from then on tells nobody what it was about: who
 * has the partition now does both. One that slept past its session tells nothing until the group has confirmed it.
 *
 * <p><b>Downlink.</b> A gateway's topic is made when it subscribes, read from its beginning, and deleted with the subscription.
 * Topics of gateways that died are deleted by {@link #retireTopics}.
 *
 * <p><b>Bounds.</b> Of commands that have arrived faster than they are handled a few thousand a partition are kept; then the
 * partition is paused. Safe for use by several threads.
 */
public final class KafkaBus implements Bus {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** Until a producer knows a new topic, and more. */
    private static final Duration LAST_PUSHES = Duration.ofSeconds(1);

    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final KafkaBusSettings settings;
    private final Topics topics;
    private final KafkaClients clients;
    private final TopicAdmin admin;
    private final Outlet outlet;
    private final Guard guard;
    private final Traces traces;
    private final DeadLetters deadLetters;
    private final CommandPublisher commands;
    private final PushPublisher pushes;
    private final PushTopicRetirement retirement;
    private final ScheduledThreadPoolExecutor timer = Threads.timer("im-kafka-timer");
    private final Map<GatewayId, PushReceiver> gateways = new ConcurrentHashMap<>();
    private final Watch looking;
    private volatile @Nullable Membership membership;
    private @Nullable GroupConsumer<Submission> consumer;
    private boolean closed;

    KafkaBus(KafkaBusSettings settings) {
        this.settings = settings;
        this.topics = new Topics(settings.prefix());
        this.clients = new KafkaClients(settings.bootstrap(), settings.client(), settings.bufferBytes());
        this.admin = new TopicAdmin(clients.admin(), settings.patience());
        this.outlet = new Outlet(clients.producer(), settings.telemetry());
        this.traces = new Traces(settings.traceparents(), settings.tracing());
        this.deadLetters = new DeadLetters(outlet, topics.deadLetters());
        this.guard = Guard.of("kafka", settings.guard(), settings.telemetry(), System::nanoTime);
        this.commands = new CommandPublisher(guard, outlet, topics.upstream(), traces, this::handlerOf);
        this.pushes = new PushPublisher(outlet, topics, traces, settings.pushPartitions(), this::mayTell, timer);
        this.retirement = new PushTopicRetirement(admin, topics, System::nanoTime);
        this.looking = settings.telemetry().gauge(Gauge.QUEUE_BYTES, "kafka-producer", outlet::waitingBytes);
    }

    /**
     * Opens a bus with the defaults.
     *
     * @param bootstrap addresses of brokers, {@code host:port} with commas between them
     * @throws ImException with {@code UNAVAILABLE} if no broker answers
     */
    public static KafkaBus open(String bootstrap) {
        return builder(bootstrap).open();
    }

    /**
     * Starts a bus that departs from the defaults.
     *
     * @param bootstrap addresses of brokers, {@code host:port} with commas between them
     */
    public static KafkaBusBuilder builder(String bootstrap) {
        return new KafkaBusBuilder(bootstrap);
    }

    /** Makes the topics that all share, and gets to know them, so that the first command does not wait. */
    KafkaBus prepare() {
        try {
            admin.ensure(topics.upstream(), settings.partitions(), Map.of());
            admin.ensure(topics.deadLetters(), 1, Map.of());
            outlet.learn(List.of(topics.upstream(), topics.deadLetters()), settings.patience(), timer);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Tells whether commands are being handed to the producer at present. */
    public BreakerState breaker() {
        return guard.state();
    }

    @Override
    public boolean[] publish(List<Submission> submissions) {
        return commands.publish(submissions);
    }

    @Override
    public synchronized Subscription consume(UplinkHandler handler) {
        requireOpen();
        if (consumer != null) {
            throw new IllegalStateException("there is a handler already");
        }
        Membership mine = new Membership(KafkaClients.SESSION.toNanos(), System::nanoTime);
        CommandWork work = new CommandWork(this, handler, deadLetters, traces, mine);
        KafkaConsumer<byte[], byte[]> member =
                clients.member(topics.logicGroup(), settings.bounds().perPartition());
        GroupConsumer<Submission> started = new GroupConsumer<>(
                new GroupConsumer.Parts<>(
                        member,
                        topics.upstream(),
                        WireSubmissions::decode,
                        settings.bounds(),
                        handler::rows,
                        work,
                        mine,
                        new GroupFigures(settings.telemetry(), Route.UPLINK, Topics.LOGIC),
                        work::lost),
                timer);
        membership = mine;
        consumer = started;
        started.start();
        return () -> end(started);
    }

    private void end(GroupConsumer<Submission> ended) {
        ended.close();
        synchronized (this) {
            if (consumer == ended) {
                consumer = null;
                membership = null;
            }
        }
    }

    @Override
    public CompletionStage<Void> bury(Submission poison, String reason) {
        List<Header> headers = new ArrayList<>(List.of(traces.of(poison)));
        return deadLetters.bury(
                poison.command().conversation().value().getBytes(StandardCharsets.US_ASCII),
                WireSubmissions.encode(poison),
                headers,
                topics.upstream(),
                reason);
    }

    @Override
    public void push(GatewayId gateway, List<Downlink> records) {
        pushes.push(gateway, records);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Waits until the gateway's topic is there.
     *
     * @throws ImException with {@code UNAVAILABLE} if that takes too long
     */
    @Override
    public Subscription subscribe(GatewayId gateway, DownlinkHandler handler) {
        if (gateways.containsKey(gateway)) {
            throw new IllegalStateException("gateway " + gateway + " is subscribed already");
        }
        String topic = topics.push(gateway);
        admin.ensure(topic, settings.pushPartitions(), PushTopicRetirement.SETTINGS);
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < settings.pushPartitions(); i++) {
            all.add(new TopicPartition(topic, i));
        }
        PushReceiver receiver = new PushReceiver(
                gateway, handler, clients.reader(1_000), all, settings.telemetry(), traces, () -> forget(gateway));
        synchronized (this) {
            requireOpen();
            gateways.put(gateway, receiver);
        }
        receiver.start();
        return receiver;
    }

    /**
     * Deletes the topics of gateways that have been gone for 10 minutes, as far as this bus has seen: the first call notes who is
     * gone, a later one deletes. Called now and then by one process at a time; a topic deleted too early is one whose gateway
     * gets no more pushes.
     *
     * @param alive the gateways that live
     * @return the gateways whose topics were deleted; fails with {@code UNAVAILABLE}
     */
    public CompletionStage<Set<GatewayId>> retireTopics(Set<GatewayId> alive) {
        return retirement.retire(alive);
    }

    /**
     * Asks whether a broker answers.
     *
     * @return ends well if one does; fails with {@code UNAVAILABLE} after some 2 s if none does
     */
    public CompletionStage<Void> answers() {
        return admin.answers(ANSWER);
    }

    /**
     * Ends all subscriptions, and waits a little for what is on its way: batches in hand are finished and their offsets committed,
     * pushes reach the log. Closing twice is harmless.
     */
    @Override
    public void close() {
        GroupConsumer<Submission> working;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            working = consumer;
        }
        if (working != null) {
            working.close();
        }
        List.copyOf(gateways.values()).forEach(PushReceiver::close);
        pushes.settle(LAST_PUSHES);
        timer.shutdown();
        looking.close();
        outlet.close();
        admin.close();
    }

    private @Nullable DownlinkHandler handlerOf(GatewayId gateway) {
        PushReceiver receiver = gateways.get(gateway);
        return receiver == null ? null : receiver.handler();
    }

    private boolean mayTell(ConversationId conversation) {
        Membership mine = membership;
        return mine == null || mine.mayTell(conversation);
    }

    private void forget(GatewayId gateway) {
        gateways.remove(gateway);
        Futures.await(admin.delete(List.of(topics.push(gateway))), CLOSE);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the bus is closed");
        }
    }
}
