/**
 * The wire: frames, their two encodings, and how they become commands, queries and answers.
 *
 * <p>On the way in {@link io.keel.im.protocol.FrameCodec} turns bytes into a frame and {@link io.keel.im.protocol.Requests}
 * turns a frame into a request of the domain. On the way out {@link io.keel.im.protocol.WireReplies},
 * {@link io.keel.im.protocol.WireNotices} and {@link io.keel.im.protocol.WireResults} make frames,
 * {@link io.keel.im.protocol.EncodedPayload} encodes a body once for all of its receivers, and
 * {@link io.keel.im.protocol.FrameHead} writes the few bytes that are each receiver's own. The generated classes of the
 * schema are {@code io.keel.im.protocol.v1}.
 *
 * <p>Between processes of a cluster {@link io.keel.im.protocol.WireSubmissions} and
 * {@link io.keel.im.protocol.WireDownlinks} carry values of the domain in a second, internal schema, whose generated classes are
 * {@code io.keel.im.protocol.internal.v1}.
 */
@NullMarked
package io.keel.im.protocol;

import org.jspecify.annotations.NullMarked;
