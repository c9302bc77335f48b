-- name: gate
-- Why this letter may not leave, or nothing. Looks at rows alone: no template, no planner has a say here.
WITH letter AS (SELECT * FROM outbox WHERE id = :id),
reader AS (
  SELECT outbox_people.email,
    outbox_people.email IN (SELECT email FROM team) OR outbox_people.email IN (SELECT people.email FROM people, letter
      WHERE side = 'team' AND (letter.project IS NULL OR people.project = letter.project)) AS ours,
    outbox_people.email IN (SELECT people.email FROM people, letter WHERE people.project = letter.project) AS theirs
  FROM outbox_people WHERE outbound = :id
),
consent AS (
  SELECT approvals.* FROM approvals, letter WHERE approvals.outbound = letter.id AND approvals.version = letter.version
    AND revoked_at IS NULL
)
SELECT words FROM (
  SELECT 1 AS place, 'There is no such letter.' AS words WHERE NOT EXISTS (SELECT 1 FROM letter)
  UNION ALL
  SELECT 2, 'It goes to nobody.' WHERE NOT EXISTS (SELECT 1 FROM reader)
  UNION ALL
  SELECT 3, email || ' does not belong to project ' || letter.project || '.' FROM reader, letter
    WHERE letter.project IS NOT NULL AND NOT ours AND NOT theirs
  UNION ALL
  SELECT 4, email || ' is not on the team, and this letter is over more than one project.' FROM reader, letter
    WHERE letter.project IS NULL AND NOT ours
  UNION ALL
  SELECT 5, email || ' is not on the team; letters of kind ' || kind || ' are for the team alone: ' || team_only.why || '.'
    FROM reader, letter JOIN team_only ON letter.kind GLOB team_only.pattern WHERE NOT ours
  UNION ALL
  SELECT 5, 'It speaks of "' || what || '", which belongs to ' || coalesce('project ' || items.project, 'no project') || '.'
    FROM letter JOIN outbox_items ON outbound = letter.id JOIN items ON items.key = outbox_items.item
    WHERE letter.project IS NOT NULL AND items.project IS NOT letter.project
  UNION ALL
  SELECT 6, reader.email || ' is no longer written to: letters to this address came back.' FROM reader, letter
    JOIN people ON people.project = letter.project AND people.email = reader.email
    JOIN outbox_people ON outbox_people.outbound = :id AND outbox_people.email = reader.email
    WHERE bounced = 1 AND (result IS NULL OR result NOT IN ('accepted', 'refused'))
  UNION ALL
  SELECT 7, 'Nobody approved this wording (version ' || letter.version || ').' FROM letter
    WHERE EXISTS (SELECT 1 FROM reader WHERE NOT ours) AND NOT EXISTS (SELECT 1 FROM consent)
    AND (letter.never_automatic = 1 OR NOT EXISTS (
      SELECT 1 FROM projects, json_each(projects.plan, '$.autonomy') AS rule WHERE projects.key = letter.project
        AND projects.status = 'active' AND rule.value ->> 0 = letter.kind
        AND (rule.value ->> 1 = 'automatic' OR (rule.value ->> 1 = 'unless_stopped' AND letter.not_before IS NOT NULL))))
  UNION ALL
  SELECT 8, 'Somebody approved it for other recipients.' FROM consent WHERE consent.recipients <>
    (SELECT json_group_array(email) FROM (SELECT email FROM outbox_people WHERE outbound = :id ORDER BY email))
  UNION ALL
  SELECT 9, 'The approval ended at ' || consent.expires || '.' FROM consent, letter
    WHERE :now IS NOT NULL AND consent.expires <= :now AND letter.attempts = 0
  UNION ALL
  SELECT 10, 'It has no bytes.' FROM letter WHERE NOT EXISTS (
    SELECT 1 FROM versions WHERE outbound = letter.id AND versions.version = letter.version AND length(raw) > 0)
) ORDER BY place LIMIT 1;
