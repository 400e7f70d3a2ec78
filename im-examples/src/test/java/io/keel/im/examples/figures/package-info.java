/** What is told of the figures: the page of metrics, the alerts and the dashboard name what there is. */
@NullMarked
package io.keel.im.examples.figures;

import org.jspecify.annotations.NullMarked;
