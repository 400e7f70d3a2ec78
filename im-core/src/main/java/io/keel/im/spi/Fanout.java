package io.keel.im.spi;

import io.keel.im.group.Diffusion;

/**
 * Chooses how a group's messages travel. Asked at every append to a group whose creator left the choice open and that has
 * not turned yet; a group turns from write to read diffusion, never back.
 */
@FunctionalInterface
public interface Fanout {

    /** Chooses for a group of that many members, the joining ones included. May change while the system runs. */
    Diffusion choose(int size);

    /** Writes to inboxes up to {@code limit} members. */
    static Fanout upTo(int limit) {
        return size -> size <= limit ? Diffusion.WRITE : Diffusion.READ;
    }
}
