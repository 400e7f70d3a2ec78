/**
 * Sessions, locks, a sequencer, a rate limiter and caches in Redis. {@link io.keel.im.store.redis.RedisConnection} is where to start.
 *
 * <p>Nothing here is the truth: Redis may lose everything at any time. Sessions are announced anew, locks only spare
 * contention, the sequencer is fenced by the store, buckets are full again, caches fill again. The keys, each with the namespace of the connection
 * before it:
 *
 * <pre>
 * user_online_status:{user}        hash: device → connection:gateway, #seen → when last seen; 30 days after the last change
 * gateway:{gatewayId}              lives as long as the gateway's lease; tells whether the gateway has announced all it holds
 * gateway_seen:{gatewayId}         when it was heard of last; 30 days
 * group_gateways:{group}           set: the gateways that hold a member of a read-diffused group; 2 days
 * lock:{name}                      the holder of a lock; as long as its ttl
 * lock_token                       the last fencing token of all locks
 * conversation_seq:{conversation}  the last seq allotted; 7 days after the last one
 * send_rate:{user}                 a bucket: when it is full in microseconds, microseconds a token, tokens it holds; until it is full
 * cache:group:{group}              hash: #v → version, #until → for how long it is told, the group and its members; 20 s
 * cache:head:{conversation}        hash: #v → the head, and so on; 11 s
 * cache:user:{user}                hash: #v → 0, and so on; 20 s
 * </pre>
 *
 * <p>Whatever compares before it writes is a Lua script, one class each. Scripts of sessions look at the keys of the gateways that
 * they find, so all keys must be on one server: a single Redis, or one with replicas behind one address; no Redis Cluster.
 *
 * <p><b>Settings of Redis that matter.</b> {@code maxmemory-policy noeviction} or a {@code volatile-} one: with {@code allkeys-} ones
 * sessions of connected users are thrown out under pressure, and come back only when something is announced. Persistence is
 * not needed: without it a restart is as a flush, which everything here heals from by itself. {@code timeout 0}, or longer than
 * a minute, lest idle connections are closed beneath the pool. The clock of the server should not jump: leases are kept by
 * it. The account needs the commands that the scripts call, {@code EVALSHA} and {@code SCRIPT LOAD}; {@code INFO} helps to see
 * that a dump was loaded.
 */
@NullMarked
package io.keel.im.store.redis;

import org.jspecify.annotations.NullMarked;
