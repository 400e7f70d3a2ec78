-- What was said by day, for the job that counts it. Days are counted from 1970-01-01, UTC.

-- From which day on is counted; the days before it are closed.
CREATE TABLE statistics_mark (
  id        TINYINT NOT NULL,
  open_from INT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

INSERT INTO statistics_mark (id, open_from) VALUES (1, 0);

-- The closed days.
CREATE TABLE statistics_days (
  day           INT NOT NULL,
  messages      BIGINT NOT NULL,
  senders       BIGINT NOT NULL,
  conversations BIGINT NOT NULL,
  PRIMARY KEY (day)
) ENGINE = InnoDB;

-- Of open days, what was counted: each once, by its key. Of a conversation, runs of numbers; runs may overlap.
CREATE TABLE statistics_runs (
  day             INT NOT NULL,
  conversation_id VARCHAR(131) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  first_seq       BIGINT NOT NULL,
  last_seq        BIGINT NOT NULL,
  PRIMARY KEY (day, conversation_id, first_seq, last_seq)
) ENGINE = InnoDB;

CREATE TABLE statistics_senders (
  day     INT NOT NULL,
  user_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (day, user_id)
) ENGINE = InnoDB;
