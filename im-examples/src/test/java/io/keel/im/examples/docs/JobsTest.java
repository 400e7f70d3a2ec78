package io.keel.im.examples.docs;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Text;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.job.Archiving;
import io.keel.im.job.ContentAuditor;
import io.keel.im.job.DailyStatistics;
import io.keel.im.job.Duties;
import io.keel.im.job.JobWorker;
import io.keel.im.memory.MemoryLocks;
import io.keel.im.memory.MemoryStatistics;
import io.keel.im.memory.MemoryStore;
import io.keel.im.memory.MemoryTasks;
import io.keel.im.protocol.MessageTasks.Kind;
import io.keel.im.spi.ContentAudit;
import io.keel.im.spi.ContentAudit.Verdict;
import io.keel.im.spi.Locks;
import io.keel.im.spi.MessageArchive;
import io.keel.im.spi.StatisticsStore;
import io.keel.im.spi.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the guide to jobs shows. */
class JobsTest {

    private static final UserId ALICE = new UserId("alice");
    private static final ConversationId CHAT = ConversationId.direct(ALICE, new UserId("bob"));

    private final JwtTokens tokens = JwtTokens.of(new byte[JwtTokens.MIN_KEY_BYTES]);
    private final Map<String, String> index = new ConcurrentHashMap<>();

    @Test
    void ownJobHearsOfEveryMessageAndRecall() {
        // docs: own-job
        Tasks tasks = MemoryTasks.create(); // or KafkaTasks.open(bootstrap)
        EmbeddedIm im = EmbeddedIm.builder(tokens).tasks(tasks).build();

        JobWorker jobs = JobWorker.over(tasks).job("search", message -> {
            String place = message.conversation() + "#" + message.seq();
            if (message.content() instanceof Text text) {
                index.put(place, text.value()); // twice is as good as once
            }
            return CompletableFuture.completedFuture(null);
        });
        // docs: end
        try (im;
                jobs) {
            im.submit(ALICE, Send.of(CHAT, new ClientMsgId("1"), new Text("hello")));

            Awaitility.await().until(() -> "hello".equals(index.get(CHAT + "#1")));
        }
    }

    @Test
    void recalledMessagesLeaveTheIndex() {
        Tasks tasks = MemoryTasks.create();
        index.put(CHAT + "#1", "oops");
        JobWorker worker = JobWorker.over(tasks);
        EmbeddedIm im = EmbeddedIm.builder(tokens).tasks(tasks).build();
        try (im;
                worker) {
            // docs: recall-job
            worker.job(
                    "search-recalls",
                    message -> {
                        if (message.content() instanceof Event recall) {
                            index.remove(message.conversation() + "#" + recall.seq());
                        }
                        return CompletableFuture.completedFuture(null);
                    },
                    Kind.RECALLED);
            // docs: end
            im.submit(ALICE, Send.of(CHAT, new ClientMsgId("1"), new Text("oops")));
            im.submit(ALICE, new Recall(CHAT, 1));

            Awaitility.await().until(index::isEmpty);
        }
    }

    @Test
    void statisticsAndAuditAreJobs() {
        Tasks tasks = MemoryTasks.create();
        StatisticsStore statistics = new MemoryStatistics();
        EmbeddedIm im = EmbeddedIm.builder(tokens).tasks(tasks).build();
        try (im) {
            // docs: jobs
            ContentAudit audit = message -> CompletableFuture.completedFuture(
                    message.content() instanceof Text text && text.value().contains("casino")
                            ? Verdict.RECALL
                            : Verdict.KEEP);

            JobWorker jobs = JobWorker.over(tasks)
                    .job("statistics", DailyStatistics.into(statistics), Kind.SAID)
                    .job("audit", ContentAuditor.of(audit, im::recall), Kind.SAID);
            // docs: end
            im.submit(ALICE, Send.of(CHAT, new ClientMsgId("1"), new Text("my casino")));

            Awaitility.await()
                    .until(() -> im.stores()
                            .conversations()
                            .find(CHAT, 1)
                            .toCompletableFuture()
                            .join()
                            .orElseThrow()
                            .recalled());
            Awaitility.await()
                    .until(() -> statistics.days(LocalDate.EPOCH, LocalDate.MAX).toCompletableFuture().join().stream()
                            .anyMatch(day -> day.messages() == 1 && day.senders() == 1));
            jobs.close();
        }
    }

    @Test
    void dutiesAreDoneUnderALock() {
        Locks locks = new MemoryLocks();
        StatisticsStore statistics = new MemoryStatistics();
        MessageArchive archive = new MemoryStore().archive();
        InstantSource clock = InstantSource.system();
        List<String> swept = new CopyOnWriteArrayList<>();
        // docs: duties
        Duties duties = Duties.under(locks)
                .every(Duration.ofHours(6), "archive", Archiving.of(archive, Duration.ofDays(90), clock))
                .every(Duration.ofHours(1), "close-days", DailyStatistics.closing(statistics, Period.ofDays(8), clock))
                .every(Duration.ofMinutes(1), "sweep", lease -> {
                    swept.add(lease.name());
                    return CompletableFuture.completedFuture(null);
                });
        // docs: end
        try (duties) {
            Awaitility.await().until(() -> swept.contains("duty:sweep"));
        }
    }
}
