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
        long version) {}
