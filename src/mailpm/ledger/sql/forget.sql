-- name: forget_letters
-- His letters lose words, subject and writer; Message-ID and digest stay, so that they are not taken in again.
UPDATE letters SET sender = 'forgotten', subject = '', absence = '', attachments = '[]', news = 0, forgotten = 1 WHERE sender = :email;

-- name: forget_subjects
-- Conversations that he began lose their subject.
UPDATE threads SET subject = '' WHERE key IN (SELECT letters.thread FROM letters WHERE forgotten = 1
  AND NOT EXISTS (SELECT 1 FROM letters AS first WHERE first.thread = letters.thread AND first.date < letters.date AND first.forgotten = 0));

-- name: forget_orders
-- Instructions lose his address.
UPDATE threads SET orders = replace(orders, '"' || :email || '"', '"forgotten"') WHERE instr(orders, :email);

-- name: forget_bodies
-- The bytes of forgotten letters.
DELETE FROM bodies WHERE letter IN (SELECT id FROM letters WHERE forgotten = 1);

-- name: forget_own_people
-- The addresses in his own letters.
DELETE FROM letter_people WHERE letter IN (SELECT id FROM letters WHERE forgotten = 1);

-- name: letters_naming
-- How many letters of others were addressed to him.
SELECT count(DISTINCT letter) FROM letter_people JOIN letters ON letters.id = letter
WHERE email = :email AND forgotten = 0 AND length(:email) > 0;

-- name: forget_in_other_letters
-- His address beside letters of others.
DELETE FROM letter_people WHERE email = :email;

-- name: forget_shunted
-- Shunted letters that name him.
DELETE FROM shunted WHERE instr(lower(CAST(raw AS TEXT)), :email);

-- name: forget_owner
-- What he owes stays, without his name.
UPDATE items SET owner_name = '', owner_email = '' WHERE owner_email = :email;

-- name: forget_item_words
-- What he said stays as a fact, without his sentence.
UPDATE items SET quote = '', due_words = '', said_by = '' WHERE said_by = :email
  OR message_id IN (SELECT message_id FROM letters WHERE forgotten = 1);

-- name: forget_asker
-- What he asked for stays, without his address.
UPDATE items SET asked_by = '' WHERE asked_by = :email;

-- name: forget_move_words
-- The moves that he made stay, without his sentence.
UPDATE moves SET quote = '', said_by = '' WHERE said_by = :email
  OR message_id IN (SELECT message_id FROM letters WHERE forgotten = 1);

-- name: forget_move_owners
-- Moves from him or to him lose his name.
UPDATE moves SET old = CASE WHEN old IN (:email, :name) THEN '' ELSE old END, new = CASE WHEN new IN (:email, :name) THEN '' ELSE new END
WHERE field = 'owner' AND (old IN (:email, :name) OR new IN (:email, :name));

-- name: forget_notes
-- Decisions, risks and wishes as his letters say them.
DELETE FROM notes WHERE said_by = :email OR message_id IN (SELECT message_id FROM letters WHERE forgotten = 1);

-- name: forget_meeting_findings
-- Meetings as his letters say them.
UPDATE meeting_findings SET quote = '' WHERE message_id IN (SELECT message_id FROM letters WHERE forgotten = 1);

-- name: forget_decision_makers
-- Decisions that he took keep their sentence as evidence, without his address.
UPDATE decisions SET said_by = '' WHERE said_by = :email;

-- name: forget_change_askers
-- Changes that were asked of him keep their evidence, without his address.
UPDATE changes SET asked_of = '' WHERE asked_of = :email;

-- name: forget_risk_owners
-- Risks that he watched.
UPDATE risks SET owner = '' WHERE owner = :email;

-- name: forget_feedback
-- What he wrote back to reports.
DELETE FROM feedback WHERE said_by = :email;

-- name: forget_person
-- His entries in projects.
DELETE FROM people WHERE email = :email;

-- name: forget_former_person
-- His former entries in projects.
DELETE FROM former_people WHERE email = :email;

-- name: forget_assignments
-- What he was responsible for.
DELETE FROM assignments WHERE email = :email;

-- name: forget_waiting
-- Letters that wait for nobody but him are withdrawn.
UPDATE outbox SET state = 'withdrawn', why = 'forgotten', decided_by = 'mailpm', decided_at = :at WHERE state IN ('draft', 'queued')
  AND EXISTS (SELECT 1 FROM outbox_people WHERE outbound = outbox.id AND email = :email);

-- name: forget_outbound_words
-- Letters to him lose their words where nobody else outside the team got them.
UPDATE versions SET subject = '', text = '', raw = x'' WHERE outbound IN (SELECT outbound FROM outbox_people WHERE email = :email)
  AND NOT EXISTS (SELECT 1 FROM outbox_people JOIN people ON people.email = outbox_people.email AND side <> 'team'
    WHERE outbox_people.outbound = versions.outbound AND people.email <> :email);

-- name: outbound_words_kept
-- How many letters to him went to others outside the team as well.
SELECT count(DISTINCT outbound) FROM outbox_people JOIN versions USING (outbound) WHERE email = :email AND length(raw) > 0;

-- name: forget_keys
-- Keys of needs lose his address; they stay unique.
UPDATE outbox SET key = 'forgotten:' || id WHERE instr(key, :email);

-- name: forget_numbers
-- Numbers that stood for such needs.
UPDATE numbers SET key = 'forgotten' WHERE instr(key, :email);

-- name: forget_recipient
-- That a letter went to somebody stays, without the address.
UPDATE outbox_people SET email = 'forgotten-' || outbound, name = '', words = '' WHERE email = :email;

-- name: forget_approvals
-- Approvals of letters to him.
UPDATE approvals SET recipients = replace(recipients, '"' || :email || '"', '"forgotten-' || outbound || '"') WHERE instr(recipients, :email);

-- name: forget_because
-- Reasons of letters that name him.
UPDATE outbox SET because = '[]' WHERE instr(because, :email);

-- name: forget_troubles
-- Troubles that name him.
DELETE FROM troubles WHERE person = :email OR instr(words, :email) OR instr(names, :email)
  OR message_id IN (SELECT message_id FROM letters WHERE forgotten = 1);

-- name: forget_facts
-- Values that name him.
DELETE FROM facts WHERE instr(name, :email) OR instr(value, :email);

-- name: names_of
-- The names under which projects and letters know an address.
SELECT DISTINCT name FROM people WHERE email = :email AND name <> ''
UNION SELECT DISTINCT name FROM letter_people WHERE email = :email AND name <> '';
