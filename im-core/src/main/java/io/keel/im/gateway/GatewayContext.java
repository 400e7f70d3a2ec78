package io.keel.im.gateway;

import io.keel.im.group.GroupId;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What all connections of a gateway share. Safe for use by several threads.
 *
 * @param id the gateway's name for this life
 * @param ports what it works with
 * @param limits what it allows, asked for each time
 * @param policy the host's rules
 * @param ids makes ids of commands, connections and unnamed groups
 * @param telemetry hears what happens
 * @param tracing follows commands
 * @param clock tells the time of day
 * @param nanos a monotonic clock that started at 0 with the gateway
 * @param registry the connections
 * @param rooms the local members of read-diffused groups
 * @param farewells tells the session registry who is gone
 * @param rates the users' buckets
 * @param shared the users' buckets that all gateways share
 * @param admission bounds how many clients are greeted at once
 * @param lanes how many lanes there are
 * @param housekeeping what is done now and then; called at every tick of a lane
 */
record GatewayContext(
        GatewayId id,
        GatewayPorts ports,
        Supplier<GatewayLimits> limits,
        ChatPolicy policy,
        SnowflakeIds ids,
        Telemetry telemetry,
        Tracing tracing,
        InstantSource clock,
        LongSupplier nanos,
        Registry registry,
        Rooms rooms,
        Farewells farewells,
        SendRates rates,
        SharedRates shared,
        Admission admission,
        IntSupplier lanes,
        Runnable housekeeping) {

    long now() {
        return nanos.getAsLong();
    }

    /** Makes an id for a group that its creator did not name. */
    GroupId newGroup() {
        return new GroupId("g" + Long.toString(ids.next(), Character.MAX_RADIX));
    }
}
