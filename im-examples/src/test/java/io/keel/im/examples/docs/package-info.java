/**
 * The documentation under test: its code is compiled and run here, its links lead somewhere, its frames are frames.
 *
 * <p>Java code in a page is a region of a test of this package: from a line {@code // docs: name} to a line {@code // docs: end}. The
 * page has a comment {@code <!-- code: name -->} on the line before the block. {@code DocsTest} compares the two and, given
 * {@code -Ddocs.update=true}, writes the region into the page.
 */
@NullMarked
package io.keel.im.examples.docs;

import org.jspecify.annotations.NullMarked;
