package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Counts what was said, by day.
 *
 * <p><b>Atomicity.</b> What one call counts is counted as one. <b>Idempotency.</b> What bears a number of its conversation that was
 * counted for its day before counts for nothing, whoever counted it; so what comes at least once is counted once. Numbers are
 * remembered until the day is closed, and of a closed day nothing is counted any more.
 *
 * <p><b>Errors.</b> A failed stage bears an {@link io.keel.im.ImException}; counting again is safe. <b>Threads.</b> All methods may
 * be called from any thread and never block.
 */
public interface StatisticsStore {

    /** Counts what was said, in any order. */
    CompletionStage<Void> count(List<Said> said);

    /**
     * Returns the statistics of days.
     *
     * @param first the first day
     * @param last the last day, itself included
     * @return ascending; days on which nothing was said are absent
     */
    CompletionStage<List<Day>> days(LocalDate first, LocalDate last);

    /** Closes all days before one: what they count is final, and what told doubles apart is forgotten. */
    CompletionStage<Void> close(LocalDate before);

    /**
     * One text or data.
     *
     * @param conversation where
     * @param seq its number there, which no other has
     * @param day when, in UTC
     * @param sender who
     */
    record Said(ConversationId conversation, long seq, LocalDate day, UserId sender) {}

    /**
     * The statistics of a day.
     *
     * @param day which, in UTC
     * @param messages how many texts and data
     * @param senders how many users said any of them
     * @param conversations in how many conversations
     */
    record Day(LocalDate day, long messages, long senders, long conversations) {}
}
