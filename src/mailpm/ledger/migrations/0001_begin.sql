-- Times are UTC, ISO 8601 to the second with a Z; days are YYYY-MM-DD; lists are JSON arrays; yes is 1 and no is 0.
-- A column NAME_offset holds the minutes east of UTC in which NAME was said, so that a day stays its writer's day.

CREATE TABLE projects ( -- One row for each project: its standing facts.
  key TEXT PRIMARY KEY, -- short name that every other table points to
  name TEXT NOT NULL, -- what people call it
  code TEXT NOT NULL DEFAULT '', -- tag for subjects, or empty
  client TEXT NOT NULL DEFAULT '', -- the client's company
  status TEXT NOT NULL DEFAULT 'active', -- new (waits for the PM's word), active, paused, closed
  paused_until TEXT, -- last day of a pause
  zone TEXT NOT NULL DEFAULT 'UTC', -- IANA time zone of the PM
  country TEXT NOT NULL DEFAULT '', -- ISO 3166 code for the team's public holidays
  plan TEXT NOT NULL DEFAULT '{}', -- the plan of communication, as a JSON object
  more TEXT NOT NULL DEFAULT '{}' -- fields of the noun that have no column of their own, as a JSON object
) STRICT;

CREATE TABLE team ( -- The team's addresses of the configuration: who may be told what is internal, whatever the project.
  email TEXT PRIMARY KEY, -- address in lower case
  name TEXT NOT NULL DEFAULT '', -- display name
  role TEXT NOT NULL DEFAULT '' -- owner, member, reader
) STRICT, WITHOUT ROWID;

CREATE TABLE people ( -- Who belongs to a project, on which side; nobody else gets a letter of it.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose person
  email TEXT NOT NULL, -- address in lower case
  name TEXT NOT NULL, -- display name
  side TEXT NOT NULL CHECK (side IN ('team', 'client', 'other')), -- seen from the project manager
  language TEXT NOT NULL DEFAULT 'en', -- in which the person is written to
  zone TEXT NOT NULL DEFAULT 'UTC', -- IANA time zone
  country TEXT NOT NULL DEFAULT '', -- ISO 3166 code for public holidays
  company TEXT NOT NULL DEFAULT '', -- employer
  salutation TEXT NOT NULL DEFAULT '', -- how a letter greets this person
  role TEXT NOT NULL DEFAULT '', -- what the person does, in words
  team_role TEXT, -- owner, member or reader, for the team
  escalation INTEGER NOT NULL DEFAULT 0, -- 1: may be copied when a chase escalates
  days_off TEXT NOT NULL DEFAULT '[]', -- days of holiday
  quiet_until TEXT, -- last day on which nothing is sent
  no_reminders INTEGER NOT NULL DEFAULT 0, -- 1: asked not to be reminded
  bounced INTEGER NOT NULL DEFAULT 0, -- 1: letters came back, the address is not written to any more
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, email)
) STRICT;
CREATE INDEX people_email ON people(email);

CREATE TABLE former_people ( -- Who once belonged to a project: what went to them then was right.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose person
  email TEXT NOT NULL, -- address in lower case
  PRIMARY KEY (project, email)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignments ( -- One cell of the RACI matrix.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose matrix
  subject TEXT NOT NULL, -- milestone key or deliverable
  email TEXT NOT NULL, -- who
  raci TEXT NOT NULL CHECK (raci IN ('R', 'A', 'C', 'I')), -- responsible, accountable, consulted, informed
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, subject, email, raci)
) STRICT;

CREATE TABLE milestones ( -- What is to be reached by when.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose milestone
  key TEXT NOT NULL, -- stable name
  name TEXT NOT NULL, -- what people call it
  baseline TEXT NOT NULL, -- the day that was agreed
  forecast TEXT, -- the day that is expected now
  actual TEXT, -- the day on which it was reached
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, key)
) STRICT;

CREATE TABLE check_ins ( -- Series of meetings.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose series
  uid TEXT NOT NULL, -- iCalendar UID, for ever
  title TEXT NOT NULL, -- what the invitation says
  start TEXT NOT NULL, -- first start
  start_offset INTEGER NOT NULL DEFAULT 0, -- minutes east of UTC
  minutes INTEGER NOT NULL, -- length
  rrule TEXT NOT NULL, -- RFC 5545 recurrence rule
  sequence INTEGER NOT NULL DEFAULT 0, -- iCalendar SEQUENCE as last sent
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, uid)
) STRICT;

CREATE TABLE meetings ( -- Single meetings, and occurrences of which something is known alone.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose meeting
  key TEXT NOT NULL, -- stable name
  uid TEXT NOT NULL, -- iCalendar UID
  title TEXT NOT NULL, -- what the invitation says
  start TEXT NOT NULL, -- when it begins
  start_offset INTEGER NOT NULL DEFAULT 0, -- minutes east of UTC
  minutes INTEGER NOT NULL, -- length
  status TEXT NOT NULL DEFAULT 'proposed', -- proposed, confirmed, cancelled
  place TEXT NOT NULL DEFAULT '', -- room or address
  sequence INTEGER NOT NULL DEFAULT 0, -- iCalendar SEQUENCE as last sent
  minutes_message_id TEXT, -- Message-ID of its minutes
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, key)
) STRICT;
CREATE INDEX meetings_uid ON meetings(uid);

CREATE TABLE polls ( -- Searches for a time that suits everybody.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose search
  key TEXT NOT NULL, -- stable name
  title TEXT NOT NULL, -- what the meeting is for
  status TEXT NOT NULL DEFAULT 'open', -- open, fixed, dropped
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, key)
) STRICT;

CREATE TABLE decisions ( -- What was decided, by whom, in which sentence.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose decision
  key TEXT NOT NULL, -- stable name
  quote TEXT NOT NULL, -- the sentence
  said_by TEXT NOT NULL, -- who said it
  said_on TEXT NOT NULL, -- when it was said
  said_on_offset INTEGER NOT NULL DEFAULT 0, -- minutes east of UTC
  message_id TEXT NOT NULL, -- in which letter
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, key)
) STRICT;

CREATE TABLE risks ( -- What may go wrong.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose risk
  key TEXT NOT NULL, -- stable name
  number TEXT NOT NULL, -- as letters show it: R1
  words TEXT NOT NULL, -- the risk
  probability INTEGER NOT NULL DEFAULT 2, -- 1 low to 3 high
  impact INTEGER NOT NULL DEFAULT 2, -- 1 low to 3 high
  owner TEXT NOT NULL DEFAULT '', -- who watches it
  response TEXT NOT NULL DEFAULT '', -- what is done about it
  review_on TEXT, -- day of the next look
  status TEXT NOT NULL DEFAULT 'open', -- suggested, open, happened, closed
  message_id TEXT NOT NULL DEFAULT '', -- letter that raised it
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, key)
) STRICT;

CREATE TABLE changes ( -- Wishes for change and what became of them.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose change
  key TEXT NOT NULL, -- stable name
  number TEXT NOT NULL, -- as letters show it: CR1
  words TEXT NOT NULL, -- the wish
  status TEXT NOT NULL DEFAULT 'raised', -- suggested, raised, assessed, sent, accepted, rejected, withdrawn
  days INTEGER, -- working days that it costs
  cost TEXT NOT NULL DEFAULT '', -- money, as it was written
  milestone TEXT NOT NULL DEFAULT '', -- which milestone moves
  new_date TEXT, -- to which day
  asked_of TEXT NOT NULL DEFAULT '', -- who has to say yes
  evidence TEXT NOT NULL DEFAULT '', -- the sentence that said yes or no
  message_id TEXT NOT NULL DEFAULT '', -- letter that raised it
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, key)
) STRICT;

CREATE TABLE incentives ( -- Rewards that were agreed.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose reward
  key TEXT NOT NULL, -- stable name
  words TEXT NOT NULL, -- the reward
  until TEXT NOT NULL, -- last day on which it is earned
  subject TEXT NOT NULL DEFAULT '', -- for which milestone or item
  outcome TEXT NOT NULL DEFAULT '', -- empty while open, earned, missed
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, key)
) STRICT;

CREATE TABLE feedback ( -- What readers wrote back to reports.
  project TEXT NOT NULL REFERENCES projects(key) ON DELETE CASCADE, -- whose report
  message_id TEXT NOT NULL, -- the letter that says it
  report TEXT NOT NULL, -- key of the report's letter
  said_by TEXT NOT NULL, -- who wrote
  said_on TEXT NOT NULL, -- when
  said_on_offset INTEGER NOT NULL DEFAULT 0, -- minutes east of UTC
  words TEXT NOT NULL, -- the reader's own text
  more TEXT NOT NULL DEFAULT '{}', -- fields of the noun that have no column of their own, as a JSON object
  PRIMARY KEY (project, message_id)
) STRICT;

CREATE TABLE cursors ( -- How far each folder was read.
  folder TEXT PRIMARY KEY, -- IMAP folder
  uidvalidity INTEGER NOT NULL, -- under which numbering (RFC 3501 section 2.3.1.1)
  uid_next INTEGER NOT NULL -- every UID below it is in the ledger
) STRICT, WITHOUT ROWID;

CREATE TABLE threads ( -- Conversations, and what they say up to their last letter.
  key TEXT PRIMARY KEY, -- usually the Message-ID that began it
  project TEXT REFERENCES projects(key) ON DELETE SET NULL, -- to which project it belongs; NULL: nobody knows yet
  subject TEXT NOT NULL DEFAULT '', -- subject of the first letter
  kinds TEXT NOT NULL DEFAULT '[]', -- kind of each letter read, in order
  orders TEXT NOT NULL DEFAULT '[]', -- orders that were read in it
  read_at TEXT -- when it was read last
) STRICT;
CREATE INDEX threads_project ON threads(project);

CREATE TABLE letters ( -- Every letter that came in, once for each Message-ID and digest.
  id INTEGER PRIMARY KEY, -- row number
  message_id TEXT NOT NULL, -- Message-ID without angle brackets
  digest TEXT NOT NULL, -- SHA-256 of the letter without trace headers: a chosen Message-ID hides nobody's letter
  thread TEXT NOT NULL REFERENCES threads(key), -- conversation
  project TEXT REFERENCES projects(key) ON DELETE SET NULL, -- NULL: in the tray of unsorted letters
  sender TEXT NOT NULL, -- From address in lower case
  subject TEXT NOT NULL, -- decoded
  date TEXT NOT NULL, -- the letter's own date
  date_offset INTEGER NOT NULL DEFAULT 0, -- minutes east of UTC
  kind TEXT NOT NULL, -- mail, minutes, auto_reply, bounce, calendar, bulk, command
  verdict TEXT NOT NULL, -- what the provider says of the sender: pass, fail, none
  automatic INTEGER NOT NULL DEFAULT 0, -- 1: written by a machine
  visibility TEXT NOT NULL DEFAULT 'internal' CHECK (visibility IN ('internal', 'client')), -- client: a client was party to it
  in_reply_to TEXT, -- Message-ID that it answers
  size INTEGER NOT NULL, -- bytes on the server
  oversize INTEGER NOT NULL DEFAULT 0, -- 1: only headers and text were fetched
  gmail_id TEXT NOT NULL DEFAULT '', -- X-GM-MSGID where the server has it
  repeated_id INTEGER NOT NULL DEFAULT 0, -- 1: its Message-ID was here before with other words
  absence TEXT NOT NULL DEFAULT '', -- what an automatic reply said, as a JSON object, or empty
  attachments TEXT NOT NULL DEFAULT '[]', -- their names, for display only
  news INTEGER NOT NULL DEFAULT 0, -- 1: it brought something that the PM has not been told yet
  forgotten INTEGER NOT NULL DEFAULT 0, -- 1: its writer was forgotten; Message-ID and digest stay, so that it is not taken again
  received_at TEXT NOT NULL, -- when the ledger took it
  UNIQUE (message_id, digest)
) STRICT;
CREATE INDEX letters_thread ON letters(thread, date);
CREATE INDEX letters_project ON letters(project, date);
CREATE INDEX letters_seen ON letters(thread, date, message_id) WHERE visibility = 'client';
CREATE INDEX letters_tray ON letters(date) WHERE project IS NULL;
CREATE INDEX letters_news ON letters(project, date) WHERE news = 1;

CREATE TABLE bodies ( -- The bytes of each letter, apart from what is asked often.
  letter INTEGER PRIMARY KEY REFERENCES letters(id) ON DELETE CASCADE, -- whose bytes
  own TEXT NOT NULL DEFAULT '', -- the sender's own new words, to recognise them when they are quoted
  raw BLOB NOT NULL -- the letter as it came, so that it can be read again
) STRICT;

CREATE TABLE letter_people ( -- Who wrote and who got each letter.
  letter INTEGER NOT NULL REFERENCES letters(id) ON DELETE CASCADE, -- which letter
  email TEXT NOT NULL, -- address in lower case
  role TEXT NOT NULL CHECK (role IN ('from', 'to', 'cc', 'reply_to')), -- in which header
  name TEXT NOT NULL DEFAULT '', -- display name
  PRIMARY KEY (letter, email, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_people_email ON letter_people(email, letter);

CREATE TABLE sightings ( -- Where on the server each letter was seen.
  folder TEXT NOT NULL, -- IMAP folder
  uidvalidity INTEGER NOT NULL, -- numbering of that folder
  uid INTEGER NOT NULL, -- number in it
  letter INTEGER NOT NULL REFERENCES letters(id) ON DELETE CASCADE, -- which letter it was
  PRIMARY KEY (folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_letter ON sightings(letter);

CREATE TABLE shunted ( -- Letters that broke the reader: kept, listed, read again on request.
  id INTEGER PRIMARY KEY, -- number in the list
  folder TEXT NOT NULL, -- IMAP folder
  uidvalidity INTEGER NOT NULL, -- numbering of that folder
  uid INTEGER NOT NULL, -- number in it
  sha256 TEXT NOT NULL UNIQUE, -- of the raw bytes: the same letter is listed once
  raw BLOB NOT NULL, -- the letter as it came
  size INTEGER NOT NULL, -- bytes on the server
  oversize INTEGER NOT NULL DEFAULT 0, -- 1: only headers and text were fetched
  traceback TEXT NOT NULL, -- what broke
  at TEXT NOT NULL, -- when
  settled_at TEXT -- when it was read after all
) STRICT;

CREATE TABLE items ( -- What one party is to do or deliver, as it stands now.
  key TEXT PRIMARY KEY, -- stable name, made from the first letter and the quote
  project TEXT REFERENCES projects(key) ON DELETE SET NULL, -- NULL while its thread is in the tray
  thread TEXT REFERENCES threads(key), -- conversation; NULL: a person's word outside any
  position INTEGER NOT NULL, -- place in the thread's reading
  type TEXT NOT NULL, -- promise, request, action
  message INTEGER NOT NULL, -- place of its letter in the thread, from 1
  message_id TEXT NOT NULL, -- letter that made it
  owner_name TEXT NOT NULL, -- who owes it, as the text says
  owner_email TEXT NOT NULL DEFAULT '', -- where known
  owner_side TEXT NOT NULL, -- team, client, other
  what TEXT NOT NULL, -- the thing, in a few words
  quote TEXT NOT NULL, -- the sentence that made it
  status TEXT NOT NULL, -- open, done, declined, cancelled, blocked
  due_day TEXT, -- day on which it is due, in its author's zone
  due_at TEXT, -- moment, where a clock time was said
  due_at_offset INTEGER, -- minutes east of UTC
  due_grain TEXT, -- minute, day, week, month, quarter, year, range
  due_implied INTEGER NOT NULL DEFAULT 0, -- 1: inferred, not said
  due_other TEXT NOT NULL DEFAULT '[]', -- other days that a careful reader could defend
  due_words TEXT NOT NULL DEFAULT '', -- the date as it was written
  because TEXT NOT NULL DEFAULT '[]', -- names of the rules that fired
  certainty REAL NOT NULL DEFAULT 1, -- 0 to 1
  said_on TEXT, -- when it was said
  said_on_offset INTEGER, -- minutes east of UTC
  said_by TEXT NOT NULL DEFAULT '', -- who said it
  asked_by TEXT NOT NULL DEFAULT '', -- who asked for it
  number TEXT NOT NULL DEFAULT '', -- number in its own letter's list
  confirmed INTEGER NOT NULL DEFAULT 0, -- 1: the PM said it is right
  told INTEGER NOT NULL DEFAULT 0, -- 1: the PM was told of it and of its last move
  internal INTEGER NOT NULL DEFAULT 1, -- 1: the letters that it stands in went to the team alone
  asked INTEGER NOT NULL DEFAULT 1, -- 0: no letter has put it to its owner yet
  hold_until TEXT, -- day until which nothing is chased
  call_on TEXT, -- day on which the PM rings up instead
  milestone TEXT NOT NULL DEFAULT '', -- what waits for it
  more TEXT NOT NULL DEFAULT '{}', -- fields of the tracked item that have no column of their own, as a JSON object
  corrected TEXT NOT NULL DEFAULT '[]', -- fields that a person set, which a second reading leaves alone; * for an item of a person's own
  gone INTEGER NOT NULL DEFAULT 0 -- 1: a second reading does not find it any more
) STRICT;
CREATE INDEX items_project ON items(project, status, due_day);
CREATE INDEX items_thread ON items(thread, position);
CREATE INDEX items_owner ON items(owner_email, status, due_day);
CREATE INDEX items_open ON items(due_day) WHERE status = 'open' AND gone = 0;
CREATE INDEX items_untold ON items(project) WHERE told = 0 AND gone = 0;

CREATE TABLE moves ( -- Every change in an item's life, with the sentence that made it.
  item TEXT NOT NULL REFERENCES items(key) ON DELETE CASCADE, -- whose life
  position INTEGER NOT NULL, -- order, from 0
  field TEXT NOT NULL, -- due, status, owner
  old TEXT NOT NULL, -- from
  new TEXT NOT NULL, -- to
  quote TEXT NOT NULL, -- the sentence
  message_id TEXT NOT NULL, -- in which letter
  said_on TEXT NOT NULL, -- when it was said
  said_on_offset INTEGER NOT NULL DEFAULT 0, -- minutes east of UTC
  said_by TEXT NOT NULL, -- who said it
  because TEXT NOT NULL DEFAULT '[]', -- names of the rules that fired
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes ( -- Decisions, risks and wishes for change as threads say them.
  thread TEXT NOT NULL REFERENCES threads(key) ON DELETE CASCADE, -- in which thread
  position INTEGER NOT NULL, -- order, from 0
  kind TEXT NOT NULL, -- decision, risk, change
  quote TEXT NOT NULL, -- the sentence
  message_id TEXT NOT NULL DEFAULT '', -- in which letter
  said_by TEXT NOT NULL DEFAULT '', -- who said it
  because TEXT NOT NULL DEFAULT '[]', -- names of the rules that fired
  certainty REAL NOT NULL DEFAULT 1, -- 0 to 1
  PRIMARY KEY (thread, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting_findings ( -- Meetings that threads fix or propose.
  thread TEXT NOT NULL REFERENCES threads(key) ON DELETE CASCADE, -- in which thread
  position INTEGER NOT NULL, -- order, from 0
  start TEXT NOT NULL, -- when it would begin
  start_offset INTEGER NOT NULL DEFAULT 0, -- minutes east of UTC
  status TEXT NOT NULL, -- proposed, confirmed, cancelled
  quote TEXT NOT NULL, -- the sentence
  message_id TEXT NOT NULL DEFAULT '', -- in which letter
  because TEXT NOT NULL DEFAULT '[]', -- names of the rules that fired
  PRIMARY KEY (thread, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox ( -- Every letter that was to leave, and where it is on its way.
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- number, never used again
  key TEXT NOT NULL UNIQUE, -- the need that it meets: the same need never makes two letters
  kind TEXT NOT NULL, -- which template
  project TEXT REFERENCES projects(key), -- whose words it holds; NULL: over all projects, for the team alone
  thread TEXT NOT NULL, -- conversation in which it goes
  state TEXT NOT NULL CHECK (state IN ('draft', 'queued', 'connecting', 'body_started', 'accepted', 'refused', 'in_doubt', 'withdrawn')), -- on its way
  planned INTEGER NOT NULL, -- 1: stands as long as it is planned; 0: a direct answer
  approval INTEGER NOT NULL, -- 1: waits for a person's word
  never_automatic INTEGER NOT NULL DEFAULT 0, -- 1: no setting lets it go by itself
  visibility TEXT NOT NULL DEFAULT 'internal' CHECK (visibility IN ('internal', 'client')), -- client: somebody outside the team gets it
  version INTEGER NOT NULL DEFAULT 1, -- counts its wordings
  message_id TEXT NOT NULL UNIQUE, -- fixed when the row is written: an attempt repeated is the same letter
  language TEXT NOT NULL DEFAULT '', -- in which it is written
  zone TEXT NOT NULL DEFAULT 'UTC', -- the first recipient's time zone
  because TEXT NOT NULL DEFAULT '[]', -- why it was planned
  created TEXT NOT NULL, -- when it was first planned
  not_before TEXT, -- does not leave earlier
  expires TEXT, -- has lost its sense after this moment
  next_try TEXT, -- after a temporary refusal
  attempts INTEGER NOT NULL DEFAULT 0, -- transmissions begun
  sent_at TEXT, -- when SMTP accepted it
  doubt_since TEXT, -- when it came to be in doubt
  decided_by TEXT NOT NULL DEFAULT '', -- who rejected, postponed or edited it last
  decided_at TEXT, -- when
  why TEXT NOT NULL DEFAULT '' -- in which words
) STRICT;
CREATE INDEX outbox_state ON outbox(state, not_before);
CREATE INDEX outbox_project ON outbox(project, state, created);
CREATE INDEX outbox_thread ON outbox(thread);

CREATE TABLE versions ( -- Every wording of a letter; what was approved is what is sent.
  outbound INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE, -- which letter
  version INTEGER NOT NULL, -- counts from 1
  subject TEXT NOT NULL, -- for people
  text TEXT NOT NULL, -- for people
  raw BLOB NOT NULL, -- the bytes that leave
  sha256 TEXT NOT NULL, -- of those bytes, to show that nobody touched them
  by TEXT NOT NULL DEFAULT '', -- who worded it; empty: a template
  at TEXT NOT NULL, -- when
  PRIMARY KEY (outbound, version)
) STRICT;

CREATE TABLE outbox_people ( -- To whom a letter goes, and what SMTP said of each.
  outbound INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE, -- which letter
  position INTEGER NOT NULL, -- order in the headers, To before Cc
  email TEXT NOT NULL, -- address in lower case
  role TEXT NOT NULL CHECK (role IN ('to', 'cc')), -- in which header
  name TEXT NOT NULL DEFAULT '', -- display name
  result TEXT, -- accepted, try_later, refused, in_doubt; NULL: not tried
  code INTEGER NOT NULL DEFAULT 0, -- SMTP reply code
  words TEXT NOT NULL DEFAULT '', -- SMTP reply
  at TEXT, -- when SMTP said so
  PRIMARY KEY (outbound, email)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_people_email ON outbox_people(email);

CREATE VIEW outgoing AS -- Letters of the outbox with their present wording and recipients.
SELECT outbox.*, subject, text, raw, sha256,
  (SELECT json_group_array(email) FROM
    (SELECT email FROM outbox_people WHERE outbound = outbox.id ORDER BY position)) AS recipients
FROM outbox JOIN versions ON versions.outbound = outbox.id AND versions.version = outbox.version;

CREATE TABLE outbox_items ( -- Which items a letter speaks of.
  outbound INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE, -- which letter
  item TEXT NOT NULL, -- key of the item
  PRIMARY KEY (outbound, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_items_item ON outbox_items(item);

CREATE TABLE outbox_tells ( -- Of which letters the PM has been told once this one was accepted.
  outbound INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE, -- our letter
  message_id TEXT NOT NULL, -- the letter that it tells of
  PRIMARY KEY (outbound, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE numbers ( -- What a number in one of our letters stands for, for ever.
  message_id TEXT NOT NULL, -- our letter
  number TEXT NOT NULL, -- as it shows it
  kind TEXT NOT NULL, -- item, draft, risk, change, meeting, question, line
  key TEXT NOT NULL, -- what it stands for
  PRIMARY KEY (message_id, number, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE approvals ( -- Who let which wording go to whom; it holds once.
  id INTEGER PRIMARY KEY, -- row number
  outbound INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE, -- which letter
  version INTEGER NOT NULL, -- this wording alone
  recipients TEXT NOT NULL, -- these people alone: sorted addresses
  by TEXT NOT NULL, -- who said so
  at TEXT NOT NULL, -- when
  message_id TEXT NOT NULL DEFAULT '', -- by which letter
  expires TEXT, -- holds until then
  revoked_at TEXT -- when it was taken back, or overtaken by another wording
) STRICT;
CREATE UNIQUE INDEX approvals_once ON approvals(outbound, version) WHERE revoked_at IS NULL;

CREATE TABLE attempts ( -- Each time that a letter was put to SMTP: what quotas count.
  id INTEGER PRIMARY KEY, -- row number
  outbound INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE, -- which letter
  version INTEGER NOT NULL, -- which wording
  allowed TEXT NOT NULL, -- why it might leave: team (nobody else gets it), approval, autonomy
  at TEXT NOT NULL, -- when the connection was wanted
  body_started_at TEXT, -- when its body began: from then on it may have been sent
  ended_at TEXT, -- when the outcome was written down
  result TEXT -- accepted, refused, try_later, in_doubt, crashed
) STRICT;
CREATE INDEX attempts_at ON attempts(at);
CREATE INDEX attempts_outbound ON attempts(outbound);

CREATE TABLE team_only ( -- Kinds of letters that nobody but the team ever gets.
  pattern TEXT PRIMARY KEY, -- kind, as a GLOB pattern
  why TEXT NOT NULL -- the reason
) STRICT, WITHOUT ROWID;
INSERT INTO team_only VALUES
  ('noted', 'what was read in letters is the PM''s alone until said otherwise'),
  ('brief', 'speaks of all projects'),
  ('statistics', 'judges people'),
  ('receipt', 'answers an order'),
  ('guide', 'tells what may be ordered'),
  ('warning', 'tells what went wrong here'),
  ('project_noted', 'shows the whole plan before it is agreed'),
  ('report_draft', 'shows what only the PM is told'),
  ('report_feedback', 'passes on what one reader wrote'),
  ('change_question', 'weighs cost before the client hears of it'),
  ('minutes_asked', 'asks the PM'),
  ('meeting_answer', 'tells the PM what an attendee answered'),
  ('slots_stuck', 'asks the PM'),
  ('answer_items', 'answers a question of the team'),
  ('answer_history', 'answers a question of the team'),
  ('answer_milestone', 'answers a question of the team'),
  ('answer_register', 'answers a question of the team'),
  ('answer_statistics', 'judges people'),
  ('answer_status', 'answers a question of the team'),
  ('answer_unknown', 'answers a question of the team'),
  ('answer_who', 'answers a question of the team');

CREATE TABLE troubles ( -- What needs a person.
  id INTEGER PRIMARY KEY, -- row number
  kind TEXT NOT NULL, -- shunted, bounced, in_doubt, refused, unreachable, unsorted, forged …
  words TEXT NOT NULL, -- what happened
  at TEXT NOT NULL, -- when it was first seen
  message_id TEXT NOT NULL DEFAULT '', -- which letter
  project TEXT REFERENCES projects(key) ON DELETE SET NULL, -- whose trouble; NULL: everybody's
  person TEXT NOT NULL DEFAULT '', -- whose address
  until TEXT, -- last day, for example of an absence
  names TEXT NOT NULL DEFAULT '[]', -- who stands in
  settled_at TEXT -- when it was over
) STRICT;
CREATE UNIQUE INDEX troubles_open ON troubles(kind, words, message_id, coalesce(project, '')) WHERE settled_at IS NULL;
CREATE INDEX troubles_project ON troubles(project) WHERE settled_at IS NULL;

CREATE TABLE facts ( -- Single values that the assistant remembers.
  name TEXT PRIMARY KEY, -- what
  value TEXT NOT NULL -- the value
) STRICT, WITHOUT ROWID;
