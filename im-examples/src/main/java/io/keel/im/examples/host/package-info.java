/** What a host brings to the chat, in whatever process it runs: its settings, its keys, how it hashes passwords, its metrics. */
@NullMarked
package io.keel.im.examples.host;

import org.jspecify.annotations.NullMarked;
