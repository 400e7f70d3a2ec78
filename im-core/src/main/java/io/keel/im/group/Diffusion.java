package io.keel.im.group;

/** How a group's messages reach those who are away. */
public enum Diffusion {
    /** Each message is written to every member's inbox. */
    WRITE,
    /** Each message is written once, to the conversation; members pull. */
    READ
}
