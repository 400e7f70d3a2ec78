package io.keel.im.memory;

import io.keel.im.group.Member;
import org.jspecify.annotations.Nullable;

/**
 * What one user has of its own in one conversation. A member that leaves loses it; one that comes back gets another. Guarded
 * by its conversation.
 */
final class Seat {

    private final MemoryUser user;
    private @Nullable Member member;
    private int readSeq;
    private boolean mute;
    private boolean pinned;

    /** Makes the seat of a member, or, by null, of one side of a direct conversation. */
    Seat(MemoryUser user, @Nullable Member member) {
        this.user = user;
        this.member = member;
    }

    MemoryUser user() {
        return user;
    }

    /** The member of a group. */
    Member member() {
        if (member == null) {
            throw new IllegalStateException("no seat of a group");
        }
        return member;
    }

    void alter(Member altered) {
        this.member = altered;
    }

    /** The seq by which the user joined; 0 in direct conversations. */
    int joinSeq() {
        return member == null ? 0 : (int) member.joinSeq();
    }

    /** The first seq that the user may see. */
    long visibleFrom() {
        return member == null ? 1 : member.visibleFrom();
    }

    int readSeq() {
        return readSeq;
    }

    void readSeq(int seq) {
        this.readSeq = seq;
    }

    /** Tells whether the user has read {@code seq} and had joined by it. */
    boolean hasRead(long seq) {
        return readSeq >= seq && joinSeq() <= seq;
    }

    boolean mute() {
        return mute;
    }

    boolean pinned() {
        return pinned;
    }

    /** Changes settings; null leaves one as it is. */
    void configure(@Nullable Boolean newMute, @Nullable Boolean newPinned) {
        mute = newMute == null ? mute : newMute;
        pinned = newPinned == null ? pinned : newPinned;
    }
}
