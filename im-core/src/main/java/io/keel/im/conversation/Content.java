package io.keel.im.conversation;

/** What a message says: text, data, an event, or nothing any more. */
public sealed interface Content permits Text, Data, Event, Blank {}
