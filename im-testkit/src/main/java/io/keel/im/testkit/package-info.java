/**
 * What tests of chat need: a clock and a lane that move when told, and, in the packages below, compatibility suites for the
 * ports, clients to script, faults to inject and a checker of histories.
 */
@NullMarked
package io.keel.im.testkit;

import org.jspecify.annotations.NullMarked;
