-- name: add_trouble
-- Note what needs a person; while it is open the same is noted once.
INSERT OR IGNORE INTO troubles (kind, words, at, message_id, project, person, until, names)
VALUES (:kind, :words, :at, :message_id, :project, :person, :until, :names);

-- name: troubles
-- What needs a person, oldest first.
SELECT id, kind, words, at, message_id, project, person, until, names FROM troubles
WHERE NOT :open_only OR settled_at IS NULL ORDER BY id;

-- name: troubles_of_project
-- What needs a person in one project, and what needs one everywhere.
SELECT id, kind, words, at, message_id, project, person, until, names FROM troubles INDEXED BY troubles_project
WHERE settled_at IS NULL AND (project = :project OR project IS NULL) ORDER BY id;

-- name: settle_trouble
-- A trouble is over.
UPDATE troubles SET settled_at = :at WHERE id = :id AND settled_at IS NULL;

-- name: settle_troubles
-- All open troubles of one kind are over, for example that the mailbox cannot be reached.
UPDATE troubles SET settled_at = :at WHERE kind = :kind AND settled_at IS NULL;

-- name: settle_troubles_of_letter
-- Troubles of one kind with one letter are over.
UPDATE troubles SET settled_at = :at WHERE kind = :kind AND message_id = :message_id AND settled_at IS NULL;

-- name: settle_troubles_ending
-- The trouble of one kind whose words end like this is over.
UPDATE troubles SET settled_at = :at
WHERE kind = :kind AND settled_at IS NULL AND substr(words, -length(:ending)) = :ending;

-- name: fact
-- A value that the assistant remembers.
SELECT value FROM facts WHERE name = :name;

-- name: put_fact
-- Remember a value.
INSERT INTO facts (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value;

-- name: drop_fact
-- Forget a value.
DELETE FROM facts WHERE name = :name;
