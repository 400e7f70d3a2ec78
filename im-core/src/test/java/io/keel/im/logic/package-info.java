/** Tests of the logic by itself: what it is handed, and what it stores, pushes and answers. */
@NullMarked
package io.keel.im.logic;

import org.jspecify.annotations.NullMarked;
