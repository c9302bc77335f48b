-- name: save_thread_reading
-- Note what a conversation says, but for items, notes and meetings.
UPDATE threads SET kinds = :kinds, orders = :orders, read_at = :read_at WHERE key = :key;

-- name: items_of_thread
-- The items of a conversation, in the order in which they were read.
SELECT * FROM items WHERE thread = :thread AND gone = 0 ORDER BY position, key;

-- name: all_items_of_thread
-- The items of a conversation, those among them that a second reading lost.
SELECT * FROM items WHERE thread = :thread ORDER BY position, key;

-- name: moves_of_thread
-- The moves of a conversation's items.
SELECT moves.* FROM moves JOIN items ON items.key = moves.item WHERE thread = :thread ORDER BY item, moves.position;

-- name: notes_of_thread
-- Decisions, risks and wishes for change of a conversation.
SELECT * FROM notes WHERE thread = :thread ORDER BY position;

-- name: meetings_of_thread
-- Meetings that a conversation fixes or proposes.
SELECT * FROM meeting_findings WHERE thread = :thread ORDER BY position;

-- name: clear_notes
-- Forget a conversation's notes before the newer reading is kept.
DELETE FROM notes WHERE thread = :thread;

-- name: add_note
-- Keep a decision, risk or wish for change.
INSERT INTO notes (thread, position, kind, quote, message_id, said_by, because, certainty)
VALUES (:thread, :position, :kind, :quote, :message_id, :said_by, :because, :certainty);

-- name: clear_meeting_findings
-- Forget a conversation's meetings before the newer reading is kept.
DELETE FROM meeting_findings WHERE thread = :thread;

-- name: add_meeting_finding
-- Keep a meeting that a conversation fixes or proposes.
INSERT INTO meeting_findings (thread, position, start, start_offset, status, quote, message_id, because)
VALUES (:thread, :position, :start, :start_offset, :status, :quote, :message_id, :because);

-- name: item
-- One item.
SELECT * FROM items WHERE key = :key;

-- name: item_with_thread
-- One item with the headers of its thread.
SELECT items.*, threads.subject AS thread_subject FROM items LEFT JOIN threads ON threads.key = items.thread
WHERE items.key = :key;

-- name: moves_of_item
-- The life of one item.
SELECT * FROM moves WHERE item = :item ORDER BY position;

-- name: save_item
-- Keep an item as it stands now.
INSERT INTO items (key, project, thread, position, type, message, message_id, owner_name, owner_email, owner_side,
  what, quote, status, due_day, due_at, due_at_offset, due_grain, due_implied, due_other, due_words, because, certainty,
  said_on, said_on_offset, said_by, asked_by, number, confirmed, told, internal, asked, hold_until, call_on, milestone,
  more, corrected, gone)
VALUES (:key, :project, :thread, :position, :type, :message, :message_id, :owner_name, :owner_email, :owner_side,
  :what, :quote, :status, :due_day, :due_at, :due_at_offset, :due_grain, :due_implied, :due_other, :due_words, :because,
  :certainty, :said_on, :said_on_offset, :said_by, :asked_by, :number, :confirmed, :told, :internal, :asked, :hold_until,
  :call_on, :milestone, :more, :corrected, 0)
ON CONFLICT (key) DO UPDATE SET project = excluded.project, thread = excluded.thread, position = excluded.position,
  type = excluded.type, message = excluded.message, message_id = excluded.message_id, owner_name = excluded.owner_name,
  owner_email = excluded.owner_email, owner_side = excluded.owner_side, what = excluded.what, quote = excluded.quote,
  status = excluded.status, due_day = excluded.due_day, due_at = excluded.due_at, due_at_offset = excluded.due_at_offset,
  due_grain = excluded.due_grain, due_implied = excluded.due_implied, due_other = excluded.due_other,
  due_words = excluded.due_words, because = excluded.because, certainty = excluded.certainty, said_on = excluded.said_on,
  said_on_offset = excluded.said_on_offset, said_by = excluded.said_by, asked_by = excluded.asked_by,
  number = excluded.number, confirmed = excluded.confirmed, told = excluded.told, internal = excluded.internal,
  asked = excluded.asked, hold_until = excluded.hold_until, call_on = excluded.call_on, milestone = excluded.milestone,
  more = excluded.more, corrected = excluded.corrected, gone = 0;

-- name: next_position
-- The place after the last item of a conversation.
SELECT coalesce(max(position) + 1, 0) FROM items WHERE thread IS :thread;

-- name: lose_item
-- A second reading does not find it any more.
UPDATE items SET gone = 1 WHERE key = :key;

-- name: save_move
-- Keep one change in an item's life; its place may be taken by a better reading of the same sentence.
INSERT INTO moves (item, position, field, old, new, quote, message_id, said_on, said_on_offset, said_by, because)
VALUES (:item, :position, :field, :old, :new, :quote, :message_id, :said_on, :said_on_offset, :said_by, :because);

-- name: clear_moves
-- Forget an item's moves before the newer ones are kept.
DELETE FROM moves WHERE item = :item;

-- name: mark_internal
-- Items of a conversation are internal until a letter that a client was party to makes or moves them.
UPDATE items SET internal = NOT EXISTS (
    SELECT 1 FROM letters WHERE visibility = 'client' AND (message_id = items.message_id
      OR message_id IN (SELECT moves.message_id FROM moves WHERE item = items.key)))
WHERE thread = :thread AND instr(corrected, '"*"') = 0;

-- name: mark_told
-- The PM was told of these items.
UPDATE items SET told = 1 WHERE key IN (SELECT value FROM json_each(:keys)) AND told = 0;

-- name: mark_items_of_letters_told
-- The PM was told of what these letters made or moved.
UPDATE items SET told = 1 WHERE told = 0 AND gone = 0 AND (message_id IN (SELECT value FROM json_each(:ids))
  OR EXISTS (SELECT 1 FROM moves WHERE item = items.key AND moves.message_id IN (SELECT value FROM json_each(:ids))));

-- name: mark_letters_told
-- The PM was told of these letters.
UPDATE letters SET news = 0 WHERE news = 1 AND message_id IN (SELECT value FROM json_each(:ids));

-- name: mark_letters_news
-- These letters brought something that the PM has not been told yet.
UPDATE letters SET news = 1 WHERE news = 0 AND message_id IN (SELECT value FROM json_each(:ids));

-- name: items_of_project
-- All items of a project, with the subject of their threads.
SELECT items.*, threads.subject AS thread_subject FROM items LEFT JOIN threads ON threads.key = items.thread
WHERE items.project IS :project AND gone = 0 ORDER BY due_day IS NULL, due_day, items.rowid;

-- name: items_owed
-- What is still open in a project for one address, and what else of these keys is open.
SELECT * FROM items WHERE project = :project AND gone = 0 AND status IN ('open', 'blocked')
  AND (owner_email = :email OR key IN (SELECT value FROM json_each(:keys)))
ORDER BY due_day IS NULL, due_day, rowid;

-- name: moves_of_items
-- The moves of some items, by their keys.
SELECT * FROM moves WHERE item IN (SELECT value FROM json_each(:keys)) ORDER BY item, position;

-- name: items_everywhere
-- All items of all projects, with the subject of their threads.
SELECT items.*, threads.subject AS thread_subject FROM items LEFT JOIN threads ON threads.key = items.thread
WHERE gone = 0 ORDER BY due_day IS NULL, due_day, items.rowid;

-- name: moves_of_project
-- The moves of all items of a project.
SELECT moves.* FROM items JOIN moves ON moves.item = items.key WHERE items.project IS :project AND gone = 0
ORDER BY item, moves.position;

-- name: moves_everywhere
-- The moves of all items of all projects.
SELECT moves.* FROM moves ORDER BY item, position;

-- name: references_of_project
-- For each thread of a project with open items: the Message-IDs that a client has seen, oldest first.
SELECT thread, json_group_array(message_id) AS ids FROM (
  SELECT letters.thread, message_id
  FROM (SELECT DISTINCT thread FROM items WHERE project IS :project AND gone = 0 AND status IN ('open', 'blocked')) AS busy
  CROSS JOIN letters ON letters.thread = busy.thread AND visibility = 'client' ORDER BY letters.thread, date, message_id)
GROUP BY thread;

-- name: references_of_thread
-- The Message-IDs of a thread that a client has seen, oldest first.
SELECT message_id FROM letters WHERE thread = :thread AND visibility = 'client' ORDER BY date, message_id;
