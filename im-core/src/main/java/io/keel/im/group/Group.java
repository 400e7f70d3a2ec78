package io.keel.im.group;

import io.keel.im.UserId;

/**
 * A group as it stands at one version of its membership.
 *
 * @param id its name, for ever
 * @param name what humans call it
 * @param owner its one owner
 * @param size how many members, the owner included
 * @param diffusion how its messages travel now
 * @param forced whether its creator chose the diffusion, so that it never turns
 * @param open whether anybody may join
 * @param disbanded whether it is gone for good
 * @param version grows by one with every change of the group, its members or its diffusion
 */
public record Group(
        GroupId id,
        String name,
        UserId owner,
        int size,
        Diffusion diffusion,
        boolean forced,
        boolean open,
        boolean disbanded,
        long version) {

    /** Starts a group that equals this one. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a group from an earlier state of it. */
    public static final class Builder {

        private final Group before;
        private String name;
        private UserId owner;
        private int size;
        private Diffusion diffusion;
        private boolean open;
        private boolean disbanded;
        private long version;

        private Builder(Group before) {
            this.before = before;
            this.name = before.name;
            this.owner = before.owner;
            this.size = before.size;
            this.diffusion = before.diffusion;
            this.open = before.open;
            this.disbanded = before.disbanded;
            this.version = before.version;
        }

        /** Sets what humans call it. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** Sets its owner. */
        public Builder owner(UserId user) {
            this.owner = user;
            return this;
        }

        /** Sets how many members it has. */
        public Builder size(int members) {
            this.size = members;
            return this;
        }

        /** Sets how its messages travel. */
        public Builder diffusion(Diffusion value) {
            this.diffusion = value;
            return this;
        }

        /** Sets whether anybody may join. */
        public Builder open(boolean value) {
            this.open = value;
            return this;
        }

        /** Sets whether it is gone for good. */
        public Builder disbanded(boolean value) {
            this.disbanded = value;
            return this;
        }

        /** Sets the version. */
        public Builder version(long value) {
            this.version = value;
            return this;
        }

        /** Makes the group. */
        public Group build() {
            return new Group(before.id, name, owner, size, diffusion, before.forced, open, disbanded, version);
        }
    }
}
