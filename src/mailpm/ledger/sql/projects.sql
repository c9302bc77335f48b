-- name: projects
-- All projects, in the order in which they began.
SELECT * FROM projects ORDER BY rowid;

-- name: project
-- One project.
SELECT * FROM projects WHERE key = :key;

-- name: people
-- Who belongs to a project, in the order in which they came.
SELECT * FROM people WHERE project = :project ORDER BY rowid;

-- name: remove_person
-- Somebody no longer belongs to a project.
DELETE FROM people WHERE project = :project AND email = :email;

-- name: add_former_person
-- Note that somebody belonged to a project.
INSERT OR IGNORE INTO former_people (project, email) SELECT project, email FROM people WHERE project = :project AND email = :email;

-- name: mark_letters_seen_by_client
-- Letters of a project that this person had part in count as seen by the client.
UPDATE letters SET visibility = 'client' WHERE project = :project AND visibility = 'internal'
  AND id IN (SELECT letter FROM letter_people WHERE email = :email);

-- name: projects_of
-- The projects that somebody belongs to.
SELECT project FROM people WHERE email = :email ORDER BY project;

-- name: team
-- The team's addresses of the configuration.
SELECT email FROM team ORDER BY email;

-- name: clear_team
-- Forget the team's addresses before those of the configuration are kept.
DELETE FROM team;

-- name: add_team_member
-- Keep one address of the team.
INSERT OR REPLACE INTO team (email, name, role) VALUES (:email, :name, :role);

-- name: assignments
-- The RACI matrix of a project.
SELECT * FROM assignments WHERE project = :project ORDER BY rowid;

-- name: remove_assignment
-- Somebody no longer is this for that.
DELETE FROM assignments WHERE project = :project AND subject = :subject AND email = :email AND raci = :raci;

-- name: milestones
-- What a project is to reach by when.
SELECT * FROM milestones WHERE project = :project ORDER BY baseline, rowid;

-- name: check_ins
-- A project's series of meetings.
SELECT * FROM check_ins WHERE project = :project ORDER BY rowid;

-- name: meetings
-- A project's single meetings, and occurrences of which something is known.
SELECT * FROM meetings WHERE project = :project ORDER BY start, rowid;

-- name: polls
-- A project's searches for a time.
SELECT * FROM polls WHERE project = :project ORDER BY rowid;

-- name: decisions
-- What was decided in a project.
SELECT * FROM decisions WHERE project = :project ORDER BY said_on, rowid;

-- name: risks
-- What may go wrong in a project.
SELECT * FROM risks WHERE project = :project ORDER BY rowid;

-- name: changes
-- A project's wishes for change.
SELECT * FROM changes WHERE project = :project ORDER BY rowid;

-- name: incentives
-- Rewards that were agreed in a project.
SELECT * FROM incentives WHERE project = :project ORDER BY until, rowid;

-- name: feedback
-- What readers wrote back to a project's reports.
SELECT * FROM feedback WHERE project = :project ORDER BY said_on, rowid;

-- name: numbers_in_use
-- The numbers of a project's risks and changes.
SELECT number FROM risks WHERE project = :project UNION ALL SELECT number FROM changes WHERE project = :project;

-- name: sent_of_project
-- Letters of a project that left or are about to: since a day, all that speak of items still open, and all invitations
-- (a series of last year is moved and cancelled by who was invited then).
SELECT key, kind, state, message_id, coalesce(sent_at, not_before, created) AS at,
  (SELECT subject FROM versions WHERE outbound = outbox.id AND versions.version = outbox.version) AS subject,
  (SELECT json_group_array(email) FROM outbox_people WHERE outbound = outbox.id) AS people,
  (SELECT json_group_array(item) FROM outbox_items WHERE outbound = outbox.id) AS items
FROM outbox WHERE project = :project AND state <> 'withdrawn'
  AND (created >= :since OR id IN (SELECT outbound FROM items JOIN outbox_items ON outbox_items.item = items.key
    WHERE items.project = :project AND items.status IN ('open', 'blocked') AND items.gone = 0)
    OR kind IN ('invitation', 'invitation_update', 'meeting_moved_for_holiday', 'meeting_cancelled'))
ORDER BY at, id;

-- name: sent_elsewhere
-- Letters of other projects to a project's people, since a day.
SELECT DISTINCT outbox.id, key, kind, state, message_id, coalesce(sent_at, not_before, created) AS at, '' AS subject,
  (SELECT json_group_array(outbox_people.email) FROM outbox_people JOIN people AS own
    ON own.project = :project AND own.email = outbox_people.email WHERE outbound = outbox.id) AS people,
  '[]' AS items
FROM people JOIN outbox_people ON outbox_people.email = people.email JOIN outbox ON outbox.id = outbox_people.outbound
WHERE people.project = :project AND people.side <> 'team' AND outbox.project <> :project AND outbox.state <> 'withdrawn'
  AND outbox.created >= :since
ORDER BY at, outbox.id;

-- name: unanswered
-- The last letter of a client in each conversation since a day, where nobody of the team, nor we, wrote after it.
WITH last AS (
  SELECT thread, max(CASE WHEN automatic = 0 AND kind = 'mail'
      AND sender IN (SELECT email FROM people WHERE project = :project AND side <> 'team') THEN date END) AS asked,
    max(CASE WHEN sender IN (SELECT email FROM team)
      OR sender IN (SELECT email FROM people WHERE project = :project AND side = 'team') THEN date END) AS answered
  FROM letters WHERE project = :project AND date >= :since GROUP BY thread
)
SELECT message_id, sender, subject, date, date_offset FROM last
CROSS JOIN letters ON letters.thread = last.thread AND letters.date = last.asked AND automatic = 0 AND kind = 'mail'
  AND sender IN (SELECT email FROM people WHERE project = :project AND side <> 'team')
WHERE (answered IS NULL OR answered < asked)
  AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.thread = last.thread AND state = 'accepted'
    AND visibility = 'client' AND sent_at >= last.asked)
ORDER BY date, letters.id;

-- name: untold
-- A project's letters that brought something which the PM has not been told yet, oldest first.
SELECT message_id, sender, subject, date, date_offset, absence, attachments,
  (SELECT name FROM letter_people WHERE letter = letters.id AND role = 'from' LIMIT 1) AS name
FROM letters WHERE project = :project AND news = 1 ORDER BY date, id;
