package io.keel.im.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Argon2idHasherTest {

    private final Argon2idHasher hasher = new Argon2idHasher();

    @Test
    void passwordMatchesItsHashAndNoOther() {
        String hash = hasher.hash("correct horse");

        assertThat(hasher.matches("correct horse", hash)).isTrue();
        assertThat(hasher.matches("correct hors", hash)).isFalse();
    }

    @Test
    void hashTellsHowItWasMadeAndHasASaltOf16BytesOfItsOwn() {
        String hash = hasher.hash("correct horse");

        assertThat(hash)
                .matches("\\$argon2id\\$v=19\\$m=15360,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}")
                .isNotEqualTo(hasher.hash("correct horse"));
    }
}
