/**
 * The job role: what can be done late. Jobs ({@link io.keel.im.job.JobWorker}) about each message that was stored, at least once;
 * duties ({@link io.keel.im.job.Duties}) every so often, in one process at a time.
 */
@NullMarked
package io.keel.im.job;

import org.jspecify.annotations.NullMarked;
