package io.keel.im.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.UserId;
import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.AccountStore;
import io.keel.im.testkit.fault.Fault;
import io.keel.im.testkit.fault.Faults;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CachedUserIT {

    private static final UserId ALICE = new UserId("alice");

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Test
    void accountThatWasChangedBehindThePortCanBeForgotten() {
        RedisCache cache = RedisCache.over(engine.redis().process());
        AccountStore.Account first = new AccountStore.Account(ALICE, "$argon2$1|2", "Alice | \\n 艾丽丝");
        AccountStore.Account second = new AccountStore.Account(ALICE, "$argon2$3", "");
        AtomicInteger reads = new AtomicInteger();
        MemoryStore old = new MemoryStore();
        MemoryStore changed = new MemoryStore();
        Answers.answer(old.accounts().create(first));
        Answers.answer(changed.accounts().create(second));
        CachedAccounts accounts = CachedAccounts.over(
                Faults.by(method -> {
                            reads.incrementAndGet();
                            return Fault.pass();
                        })
                        .around(AccountStore.class, old.accounts()),
                cache);
        assertThat(Answers.answer(accounts.find(ALICE))).contains(first);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            reads.set(0);
            assertThat(Answers.answer(accounts.find(ALICE))).contains(first);
            assertThat(reads).hasValue(0);
        });

        Answers.answer(accounts.forget(ALICE));

        assertThat(Answers.answer(CachedAccounts.over(changed.accounts(), cache).find(ALICE)))
                .contains(second);
    }
}
