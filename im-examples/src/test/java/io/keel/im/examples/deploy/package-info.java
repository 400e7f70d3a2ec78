/**
 * Checks what is under {@code deploy}: against published schemas, against the program's own command line and variables, and against each
 * other. What they must find is planted in {@code DeployTest}.
 */
@NullMarked
package io.keel.im.examples.deploy;

import org.jspecify.annotations.NullMarked;
