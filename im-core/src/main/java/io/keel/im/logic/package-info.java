/** The logic role: judges commands, appends them in batches, answers, pushes, and serves queries. */
@NullMarked
package io.keel.im.logic;

import org.jspecify.annotations.NullMarked;
