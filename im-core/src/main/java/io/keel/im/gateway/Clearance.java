package io.keel.im.gateway;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.RateLimiter.Grant;
import io.keel.im.spi.telemetry.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has one lane's sends cleared by the buckets that all gateways share, before they are published. One question is under way at a
 * time, for all users of the lane; what comes meanwhile waits for its answer and goes with the next one, so that commands keep their
 * order. Waiting is bounded by what each connection may have unanswered. Where nothing is shared, commands pass as they come. Used on
 * the lane.
 */
final class Clearance {

    private final LaneState lane;
    private final GatewayContext context;
    private final Consumer<List<Submission>> publish;
    private final BiConsumer<Submission, Refusal> refuse;
    private List<Submission> waiting = new ArrayList<>(0);
    private boolean asking;

    Clearance(
            LaneState lane,
            GatewayContext context,
            Consumer<List<Submission>> publish,
            BiConsumer<Submission, Refusal> refuse) {
        this.lane = lane;
        this.context = context;
        this.publish = publish;
        this.refuse = refuse;
    }

    /** Lets the commands of a turn pass, sooner or later, or refuses them. */
    void pass(List<Submission> batch) {
        if (asking) {
            waiting.addAll(batch);
        } else {
            ask(batch);
        }
    }

    private void ask(List<Submission> batch) {
        GatewayLimits limits = context.limits().get();
        Map<UserId, Integer> demands =
                context.shared().on(limits, context.now()) ? demands(batch) : Map.<UserId, Integer>of();
        if (demands.isEmpty()) {
            publish.accept(batch);
            return;
        }
        asking = true;
        Stages.on(lane.lane(), context.shared().take(demands, limits.sends()), (grants, failure) -> {
            asking = false;
            publish.accept(grants == null ? byOwnBuckets(batch, limits.sends()) : granted(batch, grants));
            if (!waiting.isEmpty()) {
                List<Submission> next = waiting;
                waiting = new ArrayList<>(next.size());
                pass(next);
            }
        });
    }

    private static Map<UserId, Integer> demands(List<Submission> batch) {
        Map<UserId, Integer> demands = new HashMap<>();
        for (Submission each : batch) {
            UserId user = sender(each);
            if (user != null) {
                demands.merge(user, 1, Integer::sum);
            }
        }
        return demands;
    }

    /** The first of each user, as many as were granted. */
    private List<Submission> granted(List<Submission> batch, Map<UserId, Grant> grants) {
        Map<UserId, Integer> taken = new HashMap<>();
        List<Submission> cleared = new ArrayList<>(batch.size());
        for (Submission each : batch) {
            UserId user = sender(each);
            Grant grant = user == null ? null : grants.get(user);
            if (user == null || grant == null || taken.merge(user, 1, Integer::sum) <= grant.tokens()) {
                cleared.add(each);
            } else {
                context.telemetry().limited(Limit.CLUSTER_SENDS);
                refuse.accept(each, tooMany(grant.retryAfterMillis()));
            }
        }
        return cleared;
    }

    private List<Submission> byOwnBuckets(List<Submission> batch, RateLimit limit) {
        long now = context.now();
        List<Submission> cleared = new ArrayList<>(batch.size());
        for (Submission each : batch) {
            UserId user = sender(each);
            long wait = user == null ? 0 : context.rates().take(user, limit, now);
            if (wait == 0) {
                cleared.add(each);
            } else {
                context.telemetry().limited(Limit.USER_SENDS);
                refuse.accept(each, tooMany(wait));
            }
        }
        return cleared;
    }

    private static @Nullable UserId sender(Submission submission) {
        return submission.command() instanceof Send ? submission.from() : null;
    }

    /** What a client is told that has to wait. */
    static Refusal tooMany(long waitMillis) {
        return new Refusal(ErrorCode.RATE_LIMITED, "too many requests", waitMillis);
    }
}
