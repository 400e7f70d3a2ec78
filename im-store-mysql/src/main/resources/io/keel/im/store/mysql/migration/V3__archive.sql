-- What old messages said, moved to files. Of a text or data that is archived, `messages` has the row and not its content.

-- Blocks of a conversation's log, from its first message on without a gap. Each is a gzip of its own within its file.
CREATE TABLE archived_blocks (
  conversation_id VARCHAR(131) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  first_seq       BIGINT NOT NULL,
  last_seq        BIGINT NOT NULL,
  file            VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  starts_at       BIGINT NOT NULL,
  -- 0 where there was nothing to move
  bytes           INT NOT NULL,
  PRIMARY KEY (conversation_id, first_seq),
  KEY by_file (file)
) ENGINE = InnoDB;

-- Every file, from before it is written. One whose blocks nobody has taken into account is deleted by the next who archives.
CREATE TABLE archive_files (
  file   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sealed TINYINT NOT NULL DEFAULT 0,
  PRIMARY KEY (file),
  KEY unsealed (sealed, file)
) ENGINE = InnoDB;

-- Up to which message, in the order of their ids, has been looked at.
CREATE TABLE archive_mark (
  id         TINYINT NOT NULL,
  message_id BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB;

INSERT INTO archive_mark (id, message_id) VALUES (1, 0);
