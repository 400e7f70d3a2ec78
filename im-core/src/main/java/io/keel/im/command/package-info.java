/** What takes a seq: sends, recalls and changes of groups, as values. */
@NullMarked
package io.keel.im.command;

import org.jspecify.annotations.NullMarked;
