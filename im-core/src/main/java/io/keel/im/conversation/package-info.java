/** What is said and where: conversations, messages and the events of their log. */
@NullMarked
package io.keel.im.conversation;

import org.jspecify.annotations.NullMarked;
