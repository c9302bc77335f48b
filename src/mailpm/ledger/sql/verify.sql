-- name: verify_strangers
-- Letters that went, or may have gone, to somebody who never belonged to their project or the team.
SELECT outbox.id AS place, email || ' is no person of ' || coalesce(outbox.project, 'the team') AS words
FROM outbox JOIN outbox_people ON outbound = outbox.id
WHERE (outbox.attempts > 0 OR outbox.state = 'accepted') AND email NOT IN (SELECT email FROM team)
  AND email NOT IN (SELECT email FROM people WHERE project = outbox.project OR (outbox.project IS NULL AND side = 'team'))
  AND email NOT IN (SELECT email FROM former_people WHERE project = outbox.project)
  AND email NOT LIKE 'forgotten-%';

-- name: verify_unapproved
-- Wordings that were put to SMTP for somebody outside the team although nobody had approved them.
SELECT attempts.outbound AS place, 'version ' || attempts.version || ' was sent without approval' AS words
FROM attempts JOIN outbox ON outbox.id = attempts.outbound WHERE outbox.visibility = 'client'
  AND (allowed = 'team' OR (allowed = 'approval' AND NOT EXISTS (SELECT 1 FROM approvals
    WHERE approvals.outbound = attempts.outbound AND approvals.version = attempts.version AND approvals.at <= attempts.at))
    OR (allowed = 'autonomy' AND outbox.never_automatic = 1));

-- name: verify_twice
-- Letters whose transmission was accepted whole more than once.
SELECT outbound AS place, 'accepted ' || count(*) || ' times' AS words FROM attempts WHERE result = 'accepted'
GROUP BY outbound HAVING count(*) > 1;

-- name: verify_outcomes
-- Letters whose state does not follow from what SMTP said of their recipients.
SELECT id AS place, 'is ' || state || ', but its recipients say otherwise' AS words FROM outbox
WHERE (state = 'accepted' AND NOT EXISTS (SELECT 1 FROM outbox_people WHERE outbound = outbox.id AND result = 'accepted'))
  OR (state IN ('accepted', 'refused') AND EXISTS (SELECT 1 FROM outbox_people WHERE outbound = outbox.id
    AND (result IS NULL OR result NOT IN ('accepted', 'refused'))))
  OR (state = 'refused' AND EXISTS (SELECT 1 FROM outbox_people WHERE outbound = outbox.id AND result = 'accepted'))
  OR (state IN ('connecting', 'body_started') AND NOT EXISTS (SELECT 1 FROM attempts WHERE outbound = outbox.id AND ended_at IS NULL));

-- name: verify_bodies
-- Letters without their bytes.
SELECT letters.message_id AS place, 'has no bytes' AS words FROM letters WHERE forgotten = 0
  AND NOT EXISTS (SELECT 1 FROM bodies WHERE letter = letters.id);

-- name: verify_projects
-- What stands in two projects at once: a letter apart from its thread, an item apart from its thread, a letter of ours
-- that waits and speaks of another project's item.
SELECT letters.message_id AS place, 'is in another project than its thread' AS words FROM letters
  JOIN threads ON threads.key = letters.thread WHERE letters.project IS NOT threads.project
UNION ALL
SELECT items.key, 'is in another project than its thread' FROM items JOIN threads ON threads.key = items.thread
  WHERE items.project IS NOT threads.project AND instr(corrected, '"*"') = 0
UNION ALL
SELECT outbox.key, 'speaks of an item of another project' FROM outbox JOIN outbox_items ON outbound = outbox.id
  JOIN items ON items.key = outbox_items.item WHERE outbox.project IS NOT NULL AND items.project IS NOT outbox.project
  AND outbox.state IN ('draft', 'queued', 'connecting', 'body_started', 'in_doubt');

-- name: verify_visibility
-- Items that clients may be told of although every letter that made or moved them stayed within the team.
SELECT key AS place, 'counts as known to the client, but stands in internal letters alone' AS words FROM items
WHERE internal = 0 AND gone = 0 AND instr(corrected, '"*"') = 0 AND thread IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM letters WHERE visibility = 'client' AND message_id = items.message_id)
  AND NOT EXISTS (SELECT 1 FROM moves JOIN letters ON letters.message_id = moves.message_id
    WHERE item = items.key AND visibility = 'client');

-- name: all_wordings
-- Every wording with the fingerprint that was written down with it.
SELECT outbound, version, raw, sha256 FROM versions;

-- name: all_quotes
-- Every sentence that the ledger quotes, with the letter that it is from.
SELECT key AS place, quote, message_id FROM items WHERE gone = 0 AND quote <> ''
UNION ALL SELECT item, quote, message_id FROM moves WHERE quote <> ''
UNION ALL SELECT thread, quote, message_id FROM notes WHERE quote <> '' AND message_id <> ''
UNION ALL SELECT key, quote, message_id FROM decisions WHERE quote <> ''
ORDER BY message_id;

-- name: all_letters
-- Every letter's Message-ID and digest.
SELECT message_id, digest FROM letters;

-- name: accepted_recipients
-- Every recipient whom SMTP accepted, with the Message-ID.
SELECT message_id, email FROM outbox JOIN outbox_people ON outbound = outbox.id WHERE result = 'accepted';

-- name: possible_recipients
-- Every recipient who may have got a letter, with the Message-ID.
SELECT message_id, email, count(*) AS rows FROM outbox JOIN outbox_people ON outbound = outbox.id
WHERE attempts > 0 OR state = 'accepted' GROUP BY message_id, email;
