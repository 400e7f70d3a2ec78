package io.keel.im.fanout;

import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import java.util.function.IntFunction;

/** When a group turns from write to read diffusion: once, at the append by which it outgrows the policy's limit. Pure. */
public final class Turning {

    private Turning() {}

    /**
     * Tells whether the append that leaves a group as {@code after} makes it turn. A forced diffusion never turns, and nothing
     * turns back.
     *
     * @param policy the diffusion for a group of so many members
     */
    public static boolean turns(Group after, IntFunction<Diffusion> policy) {
        return !after.forced() && after.diffusion() == Diffusion.WRITE && policy.apply(after.size()) == Diffusion.READ;
    }
}
