-- The tables of Keel IM, for MySQL 8.4 or later and MariaDB 10.11 or later.
-- Ids are ASCII and differ by case; text is utf8mb4. Times are milliseconds since the epoch, UTC.

-- One row per conversation that has ever been written to. Whoever locks it may allot the next seqs.
CREATE TABLE conversations (
  conversation_id    VARCHAR(131) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  head_seq           BIGINT NOT NULL,
  -- how many texts and data there are up to the head: unread counts are differences of this
  head_count         BIGINT NOT NULL,
  head_message_id    BIGINT NOT NULL,
  -- of the group; 0 for direct conversations
  membership_version BIGINT NOT NULL,
  PRIMARY KEY (conversation_id)
) ENGINE = InnoDB;

-- The content of every message, once. A conversation's log is a range of the clustered key.
CREATE TABLE messages (
  conversation_id VARCHAR(131) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seq             BIGINT NOT NULL,
  -- the id of the command that stored it
  message_id      BIGINT NOT NULL,
  sender_id       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  device_id       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  client_msg_id   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  sent_at         BIGINT NOT NULL,
  -- how many texts and data there are up to this one
  said_count      BIGINT NOT NULL,
  -- 1 text, 2 data, 3 event, 4 recalled
  kind            TINYINT NOT NULL,
  reply_to        BIGINT NULL,
  text            MEDIUMTEXT CHARACTER SET utf8mb4 NULL,
  data            MEDIUMBLOB NULL,
  content_type    VARCHAR(255) CHARACTER SET utf8mb4 NULL,
  -- StoredDetails: the event, mentions and ext
  details         MEDIUMBLOB NULL,
  -- of the command as the client sent it
  digest          BINARY(16) NULL,
  -- StoredInboxes: where it was written to
  inboxes         MEDIUMBLOB NULL,
  -- StoredGroup: the group as this left it
  group_after     BLOB NULL,
  PRIMARY KEY (conversation_id, seq),
  UNIQUE KEY message_id (message_id),
  UNIQUE KEY sent (sender_id, device_id, client_msg_id)
) ENGINE = InnoDB;

-- The inboxes. An inbox is a range of the clustered key.
CREATE TABLE message_user_relations (
  user_id         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  inbox_seq       BIGINT NOT NULL,
  conversation_id VARCHAR(131) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- of the message; 0 where the user's own removal stands
  seq             BIGINT NOT NULL,
  -- whether the user has removed the message for itself
  deleted         TINYINT NOT NULL DEFAULT 0,
  -- StoredRemoval: what a removal took away
  removed         BLOB NULL,
  PRIMARY KEY (user_id, inbox_seq)
) ENGINE = InnoDB;

-- Where each inbox ends.
CREATE TABLE inbox_heads (
  user_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  head_seq BIGINT NOT NULL,
  PRIMARY KEY (user_id)
) ENGINE = InnoDB;

-- What users have removed for themselves, of either diffusion.
CREATE TABLE message_removals (
  user_id         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  conversation_id VARCHAR(131) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  seq             BIGINT NOT NULL,
  PRIMARY KEY (user_id, conversation_id, seq)
) ENGINE = InnoDB;

-- `groups` is a reserved word of MySQL.
CREATE TABLE `groups` (
  group_id      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name          VARCHAR(255) CHARACTER SET utf8mb4 NOT NULL,
  owner_id      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  size          INT NOT NULL,
  read_diffused TINYINT NOT NULL,
  forced        TINYINT NOT NULL,
  open          TINYINT NOT NULL,
  disbanded     TINYINT NOT NULL,
  version       BIGINT NOT NULL,
  PRIMARY KEY (group_id)
) ENGINE = InnoDB;

CREATE TABLE group_members (
  group_id     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- 1 owner, 2 admin, 3 member
  role         TINYINT NOT NULL,
  joined_at    BIGINT NOT NULL,
  join_seq     BIGINT NOT NULL,
  visible_from BIGINT NOT NULL,
  PRIMARY KEY (group_id, user_id),
  KEY by_user (user_id),
  KEY joins (group_id, join_seq)
) ENGINE = InnoDB;

-- How far each user has read each conversation, and its settings there. A member that leaves a group loses its row.
CREATE TABLE user_conversations (
  conversation_id VARCHAR(131) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  read_seq        BIGINT NOT NULL DEFAULT 0,
  -- of the member; 0 in direct conversations
  join_seq        BIGINT NOT NULL DEFAULT 0,
  muted           TINYINT NOT NULL DEFAULT 0,
  pinned          TINYINT NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, user_id),
  KEY by_user (user_id),
  KEY positions (conversation_id, read_seq, join_seq)
) ENGINE = InnoDB;

-- The accounts of hosts that have no users of their own.
CREATE TABLE users (
  user_id       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  password_hash VARCHAR(1024) CHARACTER SET utf8mb4 NOT NULL,
  name          VARCHAR(1024) CHARACTER SET utf8mb4 NOT NULL,
  PRIMARY KEY (user_id)
) ENGINE = InnoDB;

-- The name of this store's life. After a restore from a backup it is renewed: all positions that clients remember are void.
CREATE TABLE epoch (
  id    TINYINT NOT NULL,
  epoch VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

INSERT INTO epoch (id, epoch) VALUES (1, UUID());

-- For processes without a registry: the latest time, in milliseconds, that ids made with a worker id may bear.
CREATE TABLE worker_marks (
  worker SMALLINT NOT NULL,
  mark   BIGINT NOT NULL,
  PRIMARY KEY (worker)
) ENGINE = InnoDB;
