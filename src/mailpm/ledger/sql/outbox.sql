-- name: outbox_row
-- One letter of the outbox with its present wording.
SELECT * FROM outgoing
WHERE id = :id;

-- name: outbox_by_key
-- The letter that meets this need.
SELECT * FROM outgoing
WHERE key = :key;

-- name: outbox_by_message_id
-- The letter of ours with this Message-ID.
SELECT * FROM outgoing
WHERE message_id = :message_id;

-- name: outbox_counts
-- How many letters are in each state.
SELECT state, count(*) AS letters FROM outbox GROUP BY state ORDER BY state;

-- name: outbox
-- Letters of the outbox by state and project, oldest first.
SELECT * FROM outgoing
WHERE (:states IS NULL OR state IN (SELECT value FROM json_each(:states))) AND (:project IS NULL OR project = :project)
ORDER BY id;

-- name: outbox_in_states
-- Letters of the outbox in these states, oldest first.
SELECT * FROM outgoing
WHERE state IN (SELECT value FROM json_each(:states)) ORDER BY id;

-- name: recipients_of
-- To whom a letter goes.
SELECT email, role, name, result FROM outbox_people WHERE outbound = :id ORDER BY position;

-- name: known_keys
-- Which of these needs have a letter already, and what may still become of it.
SELECT outbox.id, outbox.key, state, decided_by, attempts FROM json_each(:keys) JOIN outbox ON outbox.key = json_each.value;

-- name: no_longer_planned
-- Letters of a project that came from planning, have not begun to leave, and are wanted no more.
SELECT id FROM outbox WHERE project IS :project AND planned = 1 AND state IN ('draft', 'queued')
AND NOT EXISTS (SELECT 1 FROM json_each(:keys) WHERE value = outbox.key) ORDER BY id;

-- name: withdraw
-- A letter is wanted no more; only what has not begun to leave can be taken back.
UPDATE outbox SET state = 'withdrawn', why = :why, decided_by = :by, decided_at = :at
WHERE id = :id AND state IN ('draft', 'queued');

-- name: thread_of_place
-- The conversation in which these Message-IDs stand.
SELECT thread FROM (
  SELECT thread, json_each.key AS place FROM json_each(:ids) JOIN letters ON letters.message_id = json_each.value
  UNION ALL
  SELECT thread, json_each.key FROM json_each(:ids) JOIN outbox ON outbox.message_id = json_each.value
) ORDER BY place LIMIT 1;

-- name: add_outbound
-- A letter that should exist by now. What goes to anybody but the team is seen by the client.
INSERT INTO outbox (key, kind, project, thread, state, planned, approval, never_automatic, visibility, message_id, language,
  zone, because, created, not_before, expires)
VALUES (:key, :kind, :project, :thread, :state, :planned, :approval, :never_automatic,
  CASE WHEN EXISTS (SELECT 1 FROM json_each(:emails) WHERE value NOT IN (SELECT email FROM team)
    AND value NOT IN (SELECT email FROM people WHERE side = 'team' AND (:project IS NULL OR project = :project)))
  THEN 'client' ELSE 'internal' END,
  :message_id, :language, :zone, :because, :created, :not_before, :expires)
RETURNING id;

-- name: revive
-- A letter that planning had withdrawn is wanted again, in its new wording.
UPDATE outbox SET state = :state, version = version + 1, message_id = :message_id, approval = :approval,
  never_automatic = :never_automatic, not_before = :not_before, expires = :expires, next_try = NULL, why = '', decided_at = NULL
WHERE id = :id;

-- name: add_version
-- Keep one wording.
INSERT INTO versions (outbound, version, subject, text, raw, sha256, by, at)
VALUES (:outbound, :version, :subject, :text, :raw, :sha256, :by, :at);

-- name: add_recipient
-- Keep one recipient.
INSERT OR IGNORE INTO outbox_people (outbound, position, email, role, name) VALUES (:outbound, :position, :email, :role, :name);

-- name: clear_recipients
-- Forget the recipients before others are kept.
DELETE FROM outbox_people WHERE outbound = :outbound;

-- name: mark_outbound_visibility
-- What goes to anybody but the team is seen by the client.
UPDATE outbox SET visibility = CASE WHEN EXISTS (SELECT 1 FROM outbox_people WHERE outbound = outbox.id
    AND email NOT IN (SELECT email FROM team)
    AND email NOT IN (SELECT email FROM people WHERE side = 'team' AND (outbox.project IS NULL OR project = outbox.project)))
  THEN 'client' ELSE 'internal' END WHERE id = :id;

-- name: add_outbox_item
-- Note that a letter speaks of an item.
INSERT OR IGNORE INTO outbox_items (outbound, item) VALUES (:outbound, :item);

-- name: items_of_letter
-- What one of our letters is about.
SELECT item FROM outbox_items WHERE outbound = :outbound ORDER BY item;

-- name: clear_outbox_items
-- Forget of which items a letter speaks.
DELETE FROM outbox_items WHERE outbound = :outbound;

-- name: add_tells
-- Note that a letter tells the PM of another.
INSERT OR IGNORE INTO outbox_tells (outbound, message_id) VALUES (:outbound, :message_id);

-- name: tells_of
-- Of which letters this one tells the PM.
SELECT message_id FROM outbox_tells WHERE outbound = :outbound;

-- name: add_number
-- Keep what a number stands for.
INSERT OR REPLACE INTO numbers (message_id, number, kind, key) VALUES (:message_id, :number, :kind, :key);

-- name: numbering
-- What the numbers in one of our letters stand for.
SELECT number, kind, key FROM numbers WHERE message_id = :message_id ORDER BY length(number), number, kind;

-- name: add_approval
-- A person let this wording go to these people.
INSERT INTO approvals (outbound, version, recipients, by, at, message_id, expires)
VALUES (:outbound, :version, :recipients, :by, :at, :message_id, :expires);

-- name: revoke_approvals
-- What was allowed no longer holds.
UPDATE approvals SET revoked_at = :at WHERE outbound = :outbound AND revoked_at IS NULL;

-- name: queue
-- A draft may leave.
UPDATE outbox SET state = 'queued', not_before = coalesce(:not_before, not_before), decided_by = :by, decided_at = :at
WHERE id = :id AND state = 'draft' AND version = :version;

-- name: approval_of
-- The approval that holds for a letter's present wording.
SELECT outbound, version, recipients, by, at, message_id, expires FROM approvals
WHERE outbound = :outbound AND version = :version AND revoked_at IS NULL;

-- name: postpone
-- A letter waits until then.
UPDATE outbox SET not_before = :not_before, decided_by = :by, decided_at = :at WHERE id = :id AND state IN ('draft', 'queued');

-- name: reword
-- A letter has another wording and waits for a person's word again.
UPDATE outbox SET version = version + 1, state = 'draft', approval = 1, message_id = :message_id, next_try = NULL,
  decided_by = :by, decided_at = :at WHERE id = :id AND state IN ('draft', 'queued');

-- name: take_back
-- A letter that waits in its undo window is a draft again.
UPDATE outbox SET state = 'draft', decided_by = :by, decided_at = :at WHERE id = :id AND state = 'queued' AND approval = 1;

-- name: hold_back
-- A letter that the gate refuses waits for a person.
UPDATE outbox SET state = 'draft', approval = 1, why = :why WHERE id = :id AND state = 'queued';

-- name: release
-- Drafts that their project lets go by themselves at their hour: the kind's autonomy, never what is never automatic.
UPDATE outbox SET state = 'queued' WHERE state = 'draft' AND approval = 1 AND never_automatic = 0
  AND (not_before IS NULL OR not_before <= :now) AND (expires IS NULL OR expires > :now) AND decided_by = '' AND why = ''
  AND EXISTS (SELECT 1 FROM projects, json_each(projects.plan, '$.autonomy') AS rule WHERE projects.key = outbox.project
    AND projects.status = 'active' AND rule.value ->> 0 = outbox.kind AND (rule.value ->> 1 = 'automatic' OR (rule.value ->> 1 = 'unless_stopped' AND outbox.not_before IS NOT NULL)))
RETURNING id;

-- name: due
-- What may leave now, oldest first.
SELECT * FROM outgoing
WHERE state = 'queued' AND (not_before IS NULL OR not_before <= :now) AND (next_try IS NULL OR next_try <= :now)
  AND (expires IS NULL OR expires > :now) ORDER BY coalesce(not_before, created), id;

-- name: next_due
-- When the next queued letter may leave.
SELECT min(max(coalesce(not_before, ''), coalesce(next_try, ''), :now)) FROM outbox
WHERE state = 'queued' AND (expires IS NULL OR expires > :now);

-- name: expired
-- Queued letters and drafts that have lost their sense.
SELECT id FROM outbox WHERE state IN ('draft', 'queued') AND expires <= :now ORDER BY id;

-- name: claim
-- A letter begins to leave; only one that waits, and at its hour.
UPDATE outbox SET state = 'connecting', attempts = attempts + 1 WHERE id = :id AND state = 'queued'
  AND (not_before IS NULL OR not_before <= :now) AND (expires IS NULL OR expires > :now);

-- name: add_attempt
-- Note that a letter is put to SMTP.
INSERT INTO attempts (outbound, version, allowed, at)
SELECT id, version, CASE WHEN visibility = 'internal' THEN 'team'
  WHEN EXISTS (SELECT 1 FROM approvals WHERE approvals.outbound = outbox.id AND approvals.version = outbox.version
    AND revoked_at IS NULL) THEN 'approval' ELSE 'autonomy' END, :at
FROM outbox WHERE id = :outbound;

-- name: body_started
-- From now on the letter may have been sent.
UPDATE outbox SET state = 'body_started' WHERE id = :id AND state = 'connecting';

-- name: attempt_body_started
-- Note when the body began.
UPDATE attempts SET body_started_at = :at WHERE outbound = :outbound AND ended_at IS NULL;

-- name: end_attempt
-- Note what became of an attempt.
UPDATE attempts SET ended_at = :at, result = :result WHERE outbound = :outbound AND ended_at IS NULL;

-- name: settle_recipient
-- Note what SMTP said of one recipient.
UPDATE outbox_people SET result = :result, code = :code, words = :words, at = :at WHERE outbound = :outbound AND email = :email;

-- name: settle_open_recipients
-- Note the same of all recipients that were neither accepted nor refused yet.
UPDATE outbox_people SET result = :result, words = :words, at = :at
WHERE outbound = :outbound AND (result IS NULL OR result NOT IN ('accepted', 'refused'));

-- name: settle_proven_recipients
-- Our own copy proves that everybody got it whom this attempt had not put off or refused before the body.
UPDATE outbox_people SET result = 'accepted', words = :words, at = :at
WHERE outbound = :outbound AND (result IS NULL OR result = 'in_doubt');

-- name: begin_anew
-- What an earlier attempt said of those who are left says nothing about the next one.
UPDATE outbox_people SET result = NULL WHERE outbound = :outbound AND result IN ('try_later', 'in_doubt');

-- name: recipients_left
-- Who has not got the letter yet and may still get it.
SELECT email FROM outbox_people WHERE outbound = :id AND (result IS NULL OR result NOT IN ('accepted', 'refused'))
ORDER BY position;

-- name: set_outcome
-- Where a letter stands after an attempt.
UPDATE outbox SET state = :state, next_try = :next_try,
  sent_at = CASE WHEN :accepted THEN coalesce(sent_at, :at) ELSE sent_at END,
  doubt_since = CASE WHEN :state = 'in_doubt' THEN coalesce(doubt_since, :at) END
WHERE id = :id AND state IN ('connecting', 'body_started', 'in_doubt');

-- name: doubtful
-- The letter of this Message-ID that may have been sent, whatever the ledger thinks of it.
SELECT id, state, (SELECT count(*) FROM outbox_people WHERE outbound = outbox.id AND result = 'accepted') AS had
FROM outbox WHERE message_id = :message_id AND state NOT IN ('accepted', 'refused', 'connecting');

-- name: copies
-- The bytes of letters that came in under a Message-ID of ours: our own copies, or what pretends to be one.
SELECT raw FROM letters JOIN bodies ON bodies.letter = letters.id WHERE message_id = :message_id ORDER BY letters.id;

-- name: wordings
-- The bytes of every wording of a letter.
SELECT raw FROM versions WHERE outbound = :outbound ORDER BY version DESC;

-- name: was_sent
-- A letter that left before this ledger knew of it.
UPDATE outbox SET state = 'accepted', sent_at = coalesce(sent_at, :at), why = :why WHERE id = :id;

-- name: go_no_further
-- A letter that some have got already goes to nobody else.
UPDATE outbox SET state = 'accepted', why = :why, decided_by = :by, decided_at = :at, next_try = NULL
WHERE id = :id AND state IN ('draft', 'queued');

-- name: doubts_to_resolve
-- Letters in doubt since before a moment of which no copy came back.
SELECT id, key, message_id, project, (SELECT subject FROM versions WHERE outbound = outbox.id AND versions.version = outbox.version) AS subject,
  (SELECT count(*) FROM outbox_people WHERE outbound = outbox.id AND result = 'accepted') AS had
FROM outbox WHERE state = 'in_doubt' AND doubt_since <= :until ORDER BY id;

-- name: interrupted
-- What was on its way when the last run ended.
SELECT id, state FROM outbox WHERE state IN ('connecting', 'body_started') ORDER BY id;

-- name: attempts_since
-- When the latest attempts were, the newest first.
SELECT at FROM attempts WHERE at > :since ORDER BY at DESC, id DESC LIMIT :most;

-- name: version_of
-- Which wording is the present one.
SELECT version FROM outbox WHERE id = :id;
