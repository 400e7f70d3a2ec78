package io.keel.im.conversation;

/** What is left of the content of a recalled message. */
public enum Blank implements Content {
    /** The one blank. */
    BLANK
}
