-- name: letter_count
-- How many letters are kept.
SELECT count(*) FROM letters;

-- name: cursor
-- How far a folder was read.
SELECT folder, uidvalidity, uid_next FROM cursors WHERE folder = :folder;

-- name: set_cursor
-- Note how far a folder was read.
INSERT INTO cursors (folder, uidvalidity, uid_next) VALUES (:folder, :uidvalidity, :uid_next)
ON CONFLICT (folder) DO UPDATE SET uidvalidity = excluded.uidvalidity, uid_next = excluded.uid_next;

-- name: letter_id
-- Is this very letter here already?
SELECT id FROM letters WHERE message_id = :message_id AND digest = :digest;

-- name: same_id_other_words
-- Is there another letter under this Message-ID?
SELECT id FROM letters WHERE message_id = :message_id AND digest <> :digest LIMIT 1;

-- name: add_thread
-- Begin a conversation, unless it is here; one that had no project yet may gain one.
INSERT INTO threads (key, project, subject) VALUES (:key, :project, :subject)
ON CONFLICT (key) DO UPDATE SET project = excluded.project
WHERE threads.project IS NULL AND excluded.project IS NOT NULL;

-- name: add_letter
-- Keep a letter; it counts as seen by the client where somebody outside the team wrote or got it.
INSERT INTO letters (message_id, digest, thread, project, sender, subject, date, date_offset, kind, verdict, automatic,
  visibility, in_reply_to, size, oversize, gmail_id, repeated_id, absence, attachments, news, received_at)
VALUES (:message_id, :digest, :thread, :project, :sender, :subject, :date, :date_offset, :kind, :verdict, :automatic,
  CASE WHEN EXISTS (SELECT 1 FROM people WHERE project = :project AND side <> 'team'
    AND email IN (SELECT value FROM json_each(:emails))) THEN 'client' ELSE 'internal' END,
  :in_reply_to, :size, :oversize, :gmail_id, :repeated_id, :absence, :attachments, :news, :received_at)
RETURNING id;

-- name: add_body
-- Keep a letter's bytes.
INSERT INTO bodies (letter, own, raw) VALUES (:letter, :own, :raw);

-- name: add_letter_person
-- Note who wrote or got a letter.
INSERT OR IGNORE INTO letter_people (letter, email, role, name) VALUES (:letter, :email, :role, :name);

-- name: add_sighting
-- Note where on the server a letter was seen last.
INSERT OR REPLACE INTO sightings (folder, uidvalidity, uid, letter) VALUES (:folder, :uidvalidity, :uid, :letter);

-- name: raw_letter
-- A letter's bytes by its Message-ID; the first that came, where two claim it.
SELECT raw FROM letters JOIN bodies ON bodies.letter = letters.id WHERE message_id = :message_id
ORDER BY letters.id LIMIT 1;

-- name: letters_of_thread
-- A conversation's letters, oldest first.
SELECT letters.*, raw FROM letters JOIN bodies ON bodies.letter = letters.id WHERE thread = :thread ORDER BY date, id;

-- name: all_threads
-- Every conversation, oldest first.
SELECT key FROM threads ORDER BY rowid;

-- name: thread
-- A conversation's own row.
SELECT key, project, subject, kinds, orders, read_at FROM threads WHERE key = :key;

-- name: places_of_letters
-- Where these Message-IDs stand among the letters that came in.
SELECT letters.message_id, thread, project, sender,
  (SELECT json_group_array(DISTINCT email) FROM letter_people WHERE letter = letters.id AND role IN ('to', 'cc')) AS recipients
FROM json_each(:ids) JOIN letters ON letters.message_id = json_each.value ORDER BY letters.id;

-- name: places_of_outbox
-- Where these Message-IDs stand among the letters that we sent, or may have sent.
SELECT outbox.message_id, thread, project,
  (SELECT json_group_array(email) FROM outbox_people WHERE outbound = outbox.id) AS recipients
FROM json_each(:ids) JOIN outbox ON outbox.message_id = json_each.value
WHERE state IN ('connecting', 'body_started', 'accepted', 'in_doubt') OR attempts > 0 ORDER BY outbox.id;

-- name: own_words
-- What each letter of a conversation says in new words, ours among them, oldest first.
SELECT own, date, id FROM letters JOIN bodies ON bodies.letter = letters.id WHERE thread = :thread AND own <> ''
UNION ALL
SELECT versions.text, outbox.created, outbox.id FROM outbox
JOIN versions ON versions.outbound = outbox.id AND versions.version = outbox.version
WHERE outbox.thread = :thread AND outbox.state = 'accepted'
ORDER BY 2, 3;

-- name: tray
-- Letters of no project, newest first.
SELECT letters.*, raw FROM letters JOIN bodies ON bodies.letter = letters.id
WHERE project IS NULL ORDER BY date DESC, id DESC LIMIT :most;

-- name: move_thread
-- Give a conversation to a project.
UPDATE threads SET project = :project WHERE key = :thread;

-- name: move_thread_letters
-- Its letters go with it, and count as seen by the client where one of that project's people outside the team had part.
UPDATE letters SET project = :project,
  visibility = CASE WHEN EXISTS (SELECT 1 FROM letter_people JOIN people ON people.email = letter_people.email
    WHERE letter = letters.id AND people.project = :project AND side <> 'team') THEN 'client' ELSE 'internal' END
WHERE thread = :thread;

-- name: move_thread_items
-- Its items go with it.
UPDATE items SET project = :project WHERE thread = :thread;

-- name: shunt
-- Keep a letter that broke the reader; the same letter again is the same row.
INSERT INTO shunted (folder, uidvalidity, uid, sha256, raw, size, oversize, traceback, at)
VALUES (:folder, :uidvalidity, :uid, :sha256, :raw, :size, :oversize, :traceback, :at)
ON CONFLICT (sha256) DO UPDATE SET traceback = excluded.traceback, settled_at = NULL;

-- name: shunted
-- Letters that broke the reader and were not read since.
SELECT * FROM shunted WHERE settled_at IS NULL ORDER BY id;

-- name: unshunt
-- A shunted letter was read after all.
UPDATE shunted SET settled_at = :at WHERE id = :id AND settled_at IS NULL;

-- name: message_ids_of_thread
-- The Message-IDs of a conversation's letters.
SELECT message_id FROM letters WHERE thread = :thread;
