-- Questions that people ask a ledger: the terminal, exports and Datasette show them by name. They only look.

-- name: open_items
-- What is still open in a project, the earliest due day first.
SELECT due_day, owner_name, owner_email, owner_side, what, status, quote, message_id, key FROM items
WHERE project = :project AND status IN ('open', 'blocked') AND gone = 0 ORDER BY due_day IS NULL, due_day, key;

-- name: late_items
-- What is late in a project on a day, the longest first.
SELECT due_day, julianday(:today) - julianday(due_day) AS days_late, owner_name, owner_email, owner_side, what, quote, message_id, key
FROM items WHERE project = :project AND status IN ('open', 'blocked') AND gone = 0 AND due_day < :today ORDER BY due_day, key;

-- name: due_between
-- What falls due in all projects from one day to another, the first so many.
SELECT due_day, project, owner_name, owner_email, owner_side, what, quote, key FROM items
WHERE status = 'open' AND gone = 0 AND due_day BETWEEN :since AND :until ORDER BY due_day, project, key LIMIT :most;

-- name: late_everywhere
-- What is late in all projects on a day, the longest first, the first so many.
SELECT due_day, julianday(:today) - julianday(due_day) AS days_late, project, owner_name, owner_email, owner_side, what, key FROM items
WHERE status = 'open' AND gone = 0 AND due_day < :today ORDER BY due_day, project, key LIMIT :most;

-- name: person_owes
-- What somebody still owes in all projects, the earliest due day first.
SELECT due_day, project, what, status, quote, message_id, key FROM items
WHERE owner_email = :email AND status IN ('open', 'blocked') AND gone = 0 ORDER BY due_day IS NULL, due_day, key;

-- name: item_history
-- Every sentence that made or moved an item, oldest first.
SELECT said_on, said_by, 'made' AS field, '' AS old, coalesce(due_at, due_day, '') AS new, quote, message_id FROM items WHERE key = :key
UNION ALL
SELECT said_on, said_by, field, old, new, quote, message_id FROM moves WHERE item = :key
ORDER BY 1;

-- name: promise_statistics
-- How each person of a project keeps what was promised: open, done, late now, and how often dates moved.
SELECT owner_name, owner_email, owner_side, count(*) AS items, sum(status IN ('open', 'blocked')) AS open, sum(status = 'done') AS done,
  sum(status IN ('open', 'blocked') AND due_day < :today) AS late,
  (SELECT count(*) FROM moves JOIN items AS own ON own.key = moves.item WHERE own.project = :project
    AND own.owner_email = items.owner_email AND own.gone = 0 AND moves.field = 'due') AS moved
FROM items WHERE project = :project AND gone = 0 GROUP BY owner_email, owner_name, owner_side ORDER BY late DESC, moved DESC, owner_name;

-- name: project_overview
-- Each project with what is open, late and waiting for a word.
SELECT key, name, client, status, paused_until,
  (SELECT count(*) FROM items WHERE items.project = projects.key AND items.status IN ('open', 'blocked') AND gone = 0) AS open,
  (SELECT count(*) FROM items WHERE items.project = projects.key AND items.status IN ('open', 'blocked') AND gone = 0
    AND due_day < :today) AS late,
  (SELECT count(*) FROM outbox WHERE outbox.project = projects.key AND outbox.state = 'draft') AS drafts,
  (SELECT min(baseline) FROM milestones WHERE milestones.project = projects.key AND actual IS NULL) AS next_milestone
FROM projects ORDER BY projects.rowid;

-- name: milestones_of
-- A project's milestones with baseline, forecast and actual day.
SELECT name, baseline, forecast, actual, key FROM milestones WHERE project = :project ORDER BY baseline, rowid;

-- name: who_is_who
-- A project's people with side, role and responsibilities.
SELECT people.name, people.email, side, role, company, zone, country, language, quiet_until, no_reminders, bounced,
  (SELECT group_concat(raci || ': ' || subject, ', ') FROM assignments WHERE assignments.project = people.project
    AND assignments.email = people.email) AS responsible_for
FROM people WHERE project = :project ORDER BY side, people.rowid;

-- name: letters_to
-- What was sent to somebody, newest first, with SMTP's answer.
SELECT sent_at, state, outbox.project, outbox.kind, subject, result, code, outbox_people.words, outbox.message_id
FROM outbox_people JOIN outbox ON outbox.id = outbox_people.outbound JOIN versions ON versions.outbound = outbox.id AND versions.version = outbox.version
WHERE outbox_people.email = :email ORDER BY coalesce(sent_at, created) DESC, outbox.id DESC;

-- name: drafts_waiting
-- Drafts of all projects that wait for a word, oldest first.
SELECT id, project, kind, subject, recipients, created, not_before, expires FROM outgoing WHERE state = 'draft' ORDER BY id;

-- name: approvals_of
-- Who let which letter of a project go to whom, when, and by which letter; newest first.
SELECT approvals.at, approvals.by, outbox.kind, subject, approvals.recipients, approvals.message_id, approvals.version, outbox.state, revoked_at
FROM approvals JOIN outbox ON outbox.id = approvals.outbound
JOIN versions ON versions.outbound = approvals.outbound AND versions.version = approvals.version
WHERE outbox.project = :project ORDER BY approvals.at DESC, approvals.id DESC;

-- name: dossier_items
-- Every item of a project with who promised what when, for the record.
SELECT key, type, status, owner_name, owner_email, owner_side, what, due_day, due_at, due_words, quote, said_by, said_on, message_id,
  confirmed, milestone FROM items WHERE project = :project AND gone = 0 ORDER BY said_on, rowid;

-- name: dossier_moves
-- Every move of a project's items with its sentence, date and Message-ID.
SELECT items.key, items.what, field, old, new, moves.quote, moves.said_by, moves.said_on, moves.message_id
FROM items JOIN moves ON moves.item = items.key WHERE items.project = :project AND gone = 0 ORDER BY moves.said_on, items.key, moves.position;

-- name: dossier_letters
-- Every letter of a project, in and out, in order of time.
SELECT date AS at, 'in' AS way, sender AS who, subject, message_id, kind, visibility FROM letters WHERE project = :project
UNION ALL
SELECT coalesce(sent_at, created), 'out', (SELECT group_concat(email, ', ') FROM outbox_people WHERE outbound = outbox.id),
  (SELECT subject FROM versions WHERE outbound = outbox.id AND versions.version = outbox.version), message_id, kind, visibility
FROM outbox WHERE project = :project AND state = 'accepted'
ORDER BY 1;

-- name: dossier_meetings
-- Every meeting of a project.
SELECT start, minutes, title, status, place, minutes_message_id, uid, sequence FROM meetings WHERE project = :project ORDER BY start;

-- name: dossier_decisions
-- Every decision of a project with its sentence.
SELECT said_on, said_by, quote, message_id FROM decisions WHERE project = :project ORDER BY said_on, rowid;

-- name: dossier_changes
-- Every change of a project with its outcome and evidence.
SELECT number, words, status, days, cost, milestone, new_date, asked_of, evidence, message_id FROM changes
WHERE project = :project ORDER BY rowid;

-- name: dossier_risks
-- Every risk of a project with its response.
SELECT number, words, probability, impact, probability * impact AS weight, owner, response, status, review_on, message_id FROM risks
WHERE project = :project ORDER BY status = 'closed', weight DESC, rowid;

-- name: letters_a_day
-- How many letters of a project came in on each day since one.
SELECT substr(date, 1, 10) AS day, count(*) AS letters FROM letters WHERE project = :project AND date >= :since GROUP BY 1 ORDER BY 1;

-- name: unsorted_letters
-- Letters of no project, newest first.
SELECT date, sender, subject, verdict, message_id, thread FROM letters WHERE project IS NULL ORDER BY date DESC LIMIT :most;

-- name: open_troubles
-- What needs a person, oldest first.
SELECT at, kind, project, words, person, message_id FROM troubles WHERE settled_at IS NULL ORDER BY id;

-- name: in_doubt
-- Letters of which nobody knows whether they left.
SELECT id, project, subject, recipients, doubt_since, message_id FROM outgoing WHERE state = 'in_doubt' ORDER BY id;

-- name: project_start
-- Where a project stands, on one page: milestones to come, what is late, what needs a word or a person, open risks and changes.
SELECT 1 AS "order", 'milestone' AS kind, name AS what, '' AS who, baseline AS day,
  CASE WHEN forecast > baseline THEN 'expected ' || forecast ELSE '' END AS remark FROM milestones WHERE project = :project AND actual IS NULL
UNION ALL
SELECT 2, 'late', what, owner_name, due_day, quote FROM items
WHERE project = :project AND status IN ('open', 'blocked') AND gone = 0 AND due_day < :today
UNION ALL
SELECT 3, 'draft', subject, recipients, substr(created, 1, 10), kind FROM outgoing WHERE project = :project AND state = 'draft'
UNION ALL
SELECT 4, 'trouble', words, person, substr(at, 1, 10), kind FROM troubles WHERE project = :project AND settled_at IS NULL
UNION ALL
SELECT 5, 'risk ' || number, words, owner, review_on, response FROM risks WHERE project = :project AND status IN ('open', 'happened')
UNION ALL
SELECT 6, 'change ' || number, words, asked_of, new_date, status FROM changes
WHERE project = :project AND status NOT IN ('accepted', 'rejected', 'withdrawn')
ORDER BY 1, day;
