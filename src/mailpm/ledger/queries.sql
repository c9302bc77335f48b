-- name: open_items
-- What is still open, the earliest due day first.
SELECT project, key, owner_name, owner_email, owner_side, what, due_day, status, quote, message_id FROM items
WHERE status IN ('open', 'blocked') AND gone = 0 AND project = :project ORDER BY due_day IS NULL, due_day;
