package io.keel.im.config;

import io.keel.im.UserId;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.gateway.TransportLimits;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.guard.GuardSettings;
import io.keel.im.logic.HostRules;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.ConfigSnapshot;
import io.keel.im.spi.Fanout;
import io.keel.im.spi.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns snapshots of a configuration into limits and policies that take effect at once.
 *
 * <pre>{@code
 * LiveConfig live = LiveConfig.builder().policy(ownPolicy).build();
 * Watch watch = source.watch(live);
 * Gateway.builder(…).limits(live::limits).policy(live.policy());
 * new HostRules(live.policy(), live.fanout(), …);
 * }</pre>
 *
 * <p>A snapshot counts as a whole or not at all: when one value is bad, what was in force stays in force, and a warning names the
 * key, the value and what was expected. Only of the first snapshot, before which nothing was in force, the good values count
 * beside a bad one: a process that starts while a bad one stands there is not to lose all others. Keys that are no {@link Setting} are left alone. Safe for use by several threads.
 */
public final class LiveConfig implements Consumer<ConfigSnapshot> {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);

    private final GatewayLimits limits;
    private final TransportLimits transport;
    private final Telemetry telemetry;
    private final ChatPolicy policy;
    private final Fanout fanout;
    private volatile InForce inForce;
    private volatile List<String> problems = List.of();

    private LiveConfig(Builder builder) {
        this.limits = builder.limits;
        this.transport = builder.transport;
        this.telemetry = builder.telemetry;
        this.policy = builder.policy;
        this.fanout = builder.fanout;
        this.inForce = new InForce(0, SettingValues.NONE, builder.limits, builder.transport);
    }

    /** Starts from what counts where nothing is configured. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void accept(ConfigSnapshot snapshot) {
        List<String> found = new ArrayList<>();
        SettingValues values = SettingValues.parse(snapshot.values(), found);
        InForce before = inForce;
        if (!found.isEmpty()) {
            LOG.warn(
                    "configuration {} is refused, {} stays in force: {}",
                    snapshot.revision(),
                    before.revision() == 0 ? "what is good of it" : before.revision(),
                    String.join("; ", found));
        }
        if (found.isEmpty() || before.revision() == 0) {
            inForce = new InForce(snapshot.revision(), values, values.over(limits), values.over(transport));
            LOG.info("configuration {} is in force: {}", snapshot.revision(), values);
            List<String> unknown = SettingValues.unknown(snapshot.values());
            if (!unknown.isEmpty()) {
                LOG.info("configuration {} has keys that stand for nothing here: {}", snapshot.revision(), unknown);
            }
        }
        problems = List.copyOf(found);
        telemetry.configuration(inForce.revision(), found.size());
    }

    /** The limits in force now; answers at once. */
    public GatewayLimits limits() {
        return inForce.limits();
    }

    /** The limits of transports in force now; answers at once. */
    public TransportLimits transport() {
        return inForce.transport();
    }

    /** The settings of a guard in force now, where those that it was made with are {@code otherwise}. */
    public GuardSettings guard(GuardSettings otherwise) {
        return inForce.values().over(otherwise);
    }

    /** How old messages become before they are archived. */
    public Duration archiveAfter(Duration otherwise) {
        return inForce.values().duration(Setting.ARCHIVE_AFTER_DAYS, Duration.ofDays(1), otherwise);
    }

    /** What texts must not hold. */
    public List<String> blockedWords(List<String> otherwise) {
        Optional<List<String>> set = inForce.values().words(Setting.BLOCKED_WORDS);
        return set.orElse(otherwise);
    }

    /** The policy in force, whenever it is asked. */
    public ChatPolicy policy() {
        return new LivePolicy();
    }

    /** The choice of diffusion in force, whenever it is asked. */
    public Fanout fanout() {
        return size -> {
            int limit = inForce.values().whole(Setting.WRITE_DIFFUSION_LIMIT, -1);
            return limit < 0 ? fanout.choose(size) : size <= limit ? Diffusion.WRITE : Diffusion.READ;
        };
    }

    /** The revision of the snapshot in force; 0 before the first. */
    public long revision() {
        return inForce.revision();
    }

    /** Why the newest snapshot was refused, a line for each bad value; empty while it is in force. */
    public List<String> problems() {
        return problems;
    }

    private record InForce(long revision, SettingValues values, GatewayLimits limits, TransportLimits transport) {}

    /** What is configured, and the host's own policy for the rest. */
    private final class LivePolicy implements ChatPolicy {

        @Override
        public boolean mayMessage(UserId from, UserId to) {
            return policy.mayMessage(from, to);
        }

        @Override
        public Duration recallWindow() {
            return inForce.values()
                    .duration(Setting.RECALL_WINDOW_SECONDS, Duration.ofSeconds(1), policy.recallWindow());
        }

        @Override
        public int devicesPerUser(UserId user) {
            return inForce.values().whole(Setting.DEVICES_PER_USER, policy.devicesPerUser(user));
        }

        @Override
        public boolean sharesHistory(Group group) {
            return inForce.values().flag(Setting.SHARE_HISTORY, policy.sharesHistory(group));
        }

        @Override
        public int receiptLimit() {
            return inForce.values().whole(Setting.RECEIPT_LIMIT, policy.receiptLimit());
        }
    }

    /** Says what counts where nothing is configured; not safe for use by several threads. */
    public static final class Builder {

        private GatewayLimits limits = GatewayLimits.defaults();
        private TransportLimits transport = TransportLimits.defaults();
        private Telemetry telemetry = Telemetry.NONE;
        private ChatPolicy policy = ChatPolicy.DEFAULT;
        private Fanout fanout = HostRules.DEFAULT.fanout();

        private Builder() {}

        /** Sets the limits of keys that are not set. Default: {@link GatewayLimits#defaults()}. */
        public Builder limits(GatewayLimits base) {
            this.limits = base;
            return this;
        }

        /** Sets the transports' limits of keys that are not set. Default: {@link TransportLimits#defaults()}. */
        public Builder transport(TransportLimits base) {
            this.transport = base;
            return this;
        }

        /** Sets who hears which revision is in force. Default: nobody. */
        public Builder telemetry(Telemetry listener) {
            this.telemetry = listener;
            return this;
        }

        /** Sets the host's own policy, asked for all that is not configured. Default: {@link ChatPolicy#DEFAULT}. */
        public Builder policy(ChatPolicy base) {
            this.policy = base;
            return this;
        }

        /** Sets the choice of diffusion while no limit is configured. Default: write diffusion up to 500 members. */
        public Builder fanout(Fanout base) {
            this.fanout = base;
            return this;
        }

        /** Makes it; nothing is configured before the first snapshot comes. */
        public LiveConfig build() {
            return new LiveConfig(this);
        }
    }
}
