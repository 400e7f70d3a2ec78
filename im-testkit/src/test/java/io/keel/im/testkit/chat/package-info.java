/** The rules of chat as clients see them: the protocol's verbs, pushes and promises, over the embedded assembly. */
@NullMarked
package io.keel.im.testkit.chat;

import org.jspecify.annotations.NullMarked;
