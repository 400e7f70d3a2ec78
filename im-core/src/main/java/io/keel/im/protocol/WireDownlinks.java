package io.keel.im.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.internal.v1.Downlinks;
import io.keel.im.protocol.internal.v1.Kick;
import io.keel.im.protocol.internal.v1.Reply;
import io.keel.im.protocol.internal.v1.Revoke;
import io.keel.im.protocol.internal.v1.RoomChange;
import io.keel.im.protocol.internal.v1.ToRoom;
import io.keel.im.protocol.internal.v1.ToUsers;
import io.keel.im.spi.Downlink;
import java.util.ArrayList;
import java.util.List;

/** Records on their way to a gateway. Stateless, safe for use by several threads. */
public final class WireDownlinks {

    private WireDownlinks() {}

    /** Encodes records, in order. */
    public static byte[] encode(List<Downlink> records) {
        Writer writer = writer();
        records.forEach(writer::add);
        return writer.toByteArray();
    }

    /** Starts to encode records one after the other, for whoever has to stop at some size. */
    public static Writer writer() {
        return new Writer();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are none, or a name in them is malformed
     */
    public static List<Downlink> decode(byte[] bytes) {
        try {
            Downlinks wire = Downlinks.parseFrom(bytes);
            List<Downlink> records = new ArrayList<>(wire.getRecordsCount());
            for (io.keel.im.protocol.internal.v1.Downlink record : wire.getRecordsList()) {
                records.add(read(record));
            }
            return records;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a list of downlinks", e);
        }
    }

    /** Makes the wire form of a record. */
    public static io.keel.im.protocol.internal.v1.Downlink of(Downlink record) {
        io.keel.im.protocol.internal.v1.Downlink.Builder wire = io.keel.im.protocol.internal.v1.Downlink.newBuilder();
        if (record instanceof Downlink.ToUsers push) {
            wire.setToUsers(toUsers(push));
        } else if (record instanceof Downlink.ToRoom push) {
            wire.setToRoom(toRoom(push));
        } else if (record instanceof Downlink.RoomChange change) {
            wire.setRoomChange(RoomChange.newBuilder()
                    .setGroup(change.group().value())
                    .addAllJoined(WireNames.of(change.joined()))
                    .addAllGone(WireNames.of(change.gone())));
        } else if (record instanceof Downlink.Reply reply) {
            wire.setReply(Reply.newBuilder()
                    .setConnection(reply.connection())
                    .setSubmission(reply.submission())
                    .setAnswer(WireAnswers.of(reply.answer())));
        } else if (record instanceof Downlink.Kick kick) {
            wire.setKick(Kick.newBuilder().setConnection(kick.connection()).setReason(kick.reason()));
        } else if (record instanceof Downlink.Revoke revoke) {
            wire.setRevoke(Revoke.newBuilder().setUser(revoke.user().value()));
        }
        return wire.build();
    }

    /**
     * Reads the wire form of a record.
     *
     * @throws IllegalArgumentException if a name in it is malformed or its kind unknown
     */
    public static Downlink read(io.keel.im.protocol.internal.v1.Downlink wire) {
        return switch (wire.getKindCase()) {
            case TOUSERS -> toUsers(wire.getToUsers());
            case TOROOM ->
                new Downlink.ToRoom(
                        new GroupId(wire.getToRoom().getGroup()),
                        WirePushes.read(wire.getToRoom().getNotice()),
                        wire.getToRoom().hasExcept() ? except(wire.getToRoom().getExcept()) : null);
            case ROOMCHANGE ->
                new Downlink.RoomChange(
                        new GroupId(wire.getRoomChange().getGroup()),
                        WireNames.users(wire.getRoomChange().getJoinedList()),
                        WireNames.users(wire.getRoomChange().getGoneList()));
            case REPLY ->
                new Downlink.Reply(
                        wire.getReply().getConnection(),
                        wire.getReply().getSubmission(),
                        WireAnswers.read(wire.getReply().getAnswer()));
            case KICK ->
                new Downlink.Kick(wire.getKick().getConnection(), wire.getKick().getReason());
            case REVOKE -> new Downlink.Revoke(new UserId(wire.getRevoke().getUser()));
            case KIND_NOT_SET -> throw new IllegalArgumentException("a downlink of no known kind");
        };
    }

    private static ToUsers toUsers(Downlink.ToUsers push) {
        ToUsers.Builder wire = ToUsers.newBuilder().setNotice(WirePushes.of(push.notice()));
        for (UserId user : push.users()) {
            wire.addUsers(user.value());
        }
        if (push.inboxSeqs() != null) {
            wire.setInboxed(true);
            for (long seq : push.inboxSeqs()) {
                wire.addInboxSeqs(seq);
            }
        }
        if (push.except() != null) {
            wire.setExcept(except(push.except()));
        }
        return wire.build();
    }

    private static Downlink toUsers(ToUsers wire) {
        long[] seqs = null;
        if (wire.getInboxed()) {
            seqs = new long[wire.getInboxSeqsCount()];
            for (int i = 0; i < seqs.length; i++) {
                seqs[i] = wire.getInboxSeqs(i);
            }
        }
        return new Downlink.ToUsers(
                WirePushes.read(wire.getNotice()),
                WireNames.users(wire.getUsersList()),
                seqs,
                wire.hasExcept() ? except(wire.getExcept()) : null);
    }

    private static ToRoom toRoom(Downlink.ToRoom push) {
        ToRoom.Builder wire =
                ToRoom.newBuilder().setGroup(push.group().value()).setNotice(WirePushes.of(push.notice()));
        if (push.except() != null) {
            wire.setExcept(except(push.except()));
        }
        return wire.build();
    }

    private static io.keel.im.protocol.internal.v1.Except except(Downlink.Except except) {
        return io.keel.im.protocol.internal.v1.Except.newBuilder()
                .setUser(except.user().value())
                .setDevice(except.device().value())
                .build();
    }

    private static Downlink.Except except(io.keel.im.protocol.internal.v1.Except wire) {
        return new Downlink.Except(new UserId(wire.getUser()), new DeviceId(wire.getDevice()));
    }

    /** Encodes records, in order. Not safe for use by several threads. */
    public static final class Writer {

        private final List<byte[]> records = new ArrayList<>();
        private int size;

        private Writer() {}

        /**
         * Adds a record.
         *
         * @return how many bytes there are by now
         */
        public int add(Downlink record) {
            byte[] plain = DownlinkBytes.of(record);
            byte[] bytes = plain == null ? of(record).toByteArray() : plain;
            records.add(bytes);
            size += WireFields.delimitedSize(bytes.length);
            return size;
        }

        /** Returns what {@link WireDownlinks#decode} reads. */
        public byte[] toByteArray() {
            byte[] all = new byte[size];
            int at = 0;
            for (byte[] record : records) {
                at = WireFields.delimited(Downlinks.RECORDS_FIELD_NUMBER, record.length, all, at);
                System.arraycopy(record, 0, all, at, record.length);
                at += record.length;
            }
            return all;
        }
    }
}
