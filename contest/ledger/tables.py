"""The statements that make the ledger's tables. Each table says why it is there.

They belong to shipped migrations and are never edited.
"""

from __future__ import annotations

_KINDS = "'entry','correction','withdrawal','original','question','unrelated'"
_OUTCOMES = "'pass','fail','open','n/a'"
_SEVERITIES = "'error','review','warning','info'"
_STATUSES = "'accepted','returned','review','withdrawn','disqualified'"

M001 = (
    """CREATE TABLE files (
  -- Every file whose bytes lie in files/, once each: raw mails and decoded attachments.
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size INTEGER NOT NULL CHECK (size >= 0) -- bytes
) STRICT""",
    """CREATE TABLE media (
  -- What was measured of a video file; facts, no judgement: changed rules need no new probe.
  sha256 TEXT PRIMARY KEY REFERENCES files (sha256),
  container TEXT,
  duration REAL, -- seconds, from the packets
  declared REAL, -- seconds, as the container claims
  width INTEGER, -- pixels as displayed
  height INTEGER,
  rotation INTEGER, -- degrees, clockwise
  frame_rate TEXT, -- a fraction such as 30000/1001
  video_codec TEXT,
  audio_codec TEXT,
  audio_channels INTEGER,
  bit_rate INTEGER, -- bits a second
  faults TEXT NOT NULL CHECK (json_valid(faults)) -- what the prober noticed
) STRICT""",
    f"""CREATE TABLE entries (
  -- The works that take part. The number never changes and is never given twice.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  status TEXT NOT NULL CHECK (status IN ({_STATUSES})),
  decided TEXT CHECK (decided IN ({_STATUSES})), -- a person's word, which outweighs the program's
  -- the version that counts
  current INTEGER REFERENCES submissions (id) DEFERRABLE INITIALLY DEFERRED,
  fields TEXT NOT NULL CHECK (json_valid(fields)), -- the title's parts, from the current version
  topic TEXT GENERATED ALWAYS AS (json_extract(fields, '$.topic')) VIRTUAL,
  form TEXT GENERATED ALWAYS AS (json_extract(fields, '$.form')) VIRTUAL,
  category TEXT GENERATED ALWAYS AS (json_extract(fields, '$.category')) VIRTUAL,
  work TEXT GENERATED ALWAYS AS (json_extract(fields, '$.work')) VIRTUAL,
  author TEXT GENERATED ALWAYS AS (json_extract(fields, '$.author')) VIRTUAL,
  department TEXT GENERATED ALWAYS AS (json_extract(fields, '$.department')) VIRTUAL,
  work_key TEXT, -- work and author as compared, not as written
  author_key TEXT
) STRICT""",
    "CREATE INDEX entries_by_work ON entries (work_key, author_key)",
    f"""CREATE TABLE submissions (
  -- What arrived, one row for each mail, post, file or line; never changed in what was received.
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE, -- identity: hash of the bytes and place among them
  raw TEXT REFERENCES files (sha256), -- the bytes as they arrived
  source TEXT NOT NULL, -- path as given
  part TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('mail','post','file','text')),
  kind TEXT NOT NULL CHECK (kind IN ({_KINDS})),
  reason TEXT NOT NULL, -- why it was taken for this kind
  title TEXT NOT NULL, -- as received, decoded
  title_from TEXT NOT NULL, -- subject, file, body or text
  suggested TEXT, -- a title that validates
  repaired INTEGER NOT NULL CHECK (repaired IN (0, 1)),
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  spans TEXT NOT NULL CHECK (json_valid(spans)),
  sender_name TEXT,
  sender_address TEXT,
  sent_at TEXT, -- ISO 8601 with offset, as all instants
  received_at TEXT,
  received_by TEXT CHECK (received_by IN ('internaldate','received','date','given')),
  internaldate TEXT,
  hop TEXT,
  late_by INTEGER CHECK (late_by >= 0), -- seconds since the closing instant, NULL when in time
  message_id TEXT,
  refers TEXT NOT NULL CHECK (json_valid(refers)), -- Message-IDs of the thread
  url TEXT,
  duration REAL, -- seconds, as a post states
  form TEXT NOT NULL CHECK (form IN ({_OUTCOMES})),
  eligibility TEXT NOT NULL CHECK (eligibility IN ({_OUTCOMES})),
  material TEXT NOT NULL CHECK (material IN ({_OUTCOMES})),
  formalities TEXT NOT NULL CHECK (formalities IN ({_OUTCOMES})),
  verdict TEXT CHECK (verdict IN ('accepted','returned','review')),
  entry INTEGER REFERENCES entries (id),
  version INTEGER CHECK (version > 0), -- counts an entry's versions; NULL for what is none
  rules TEXT NOT NULL, -- fingerprint of the rules that judged it
  recorded_at TEXT NOT NULL,
  UNIQUE (entry, version)
) STRICT""",
    "CREATE INDEX submissions_by_message ON submissions (message_id)",
    """CREATE TABLE submission_files (
  -- The files of a submission in their order: attached, or named by a link.
  submission INTEGER NOT NULL REFERENCES submissions (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL, -- as received; never used as a path
  size INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('attachment','link')),
  url TEXT,
  expires_at TEXT,
  video INTEGER NOT NULL CHECK (video IN (0, 1)),
  sha256 TEXT REFERENCES files (sha256),
  PRIMARY KEY (submission, position)
) STRICT""",
    "CREATE INDEX submission_files_by_bytes ON submission_files (sha256)",
    f"""CREATE TABLE findings (
  -- What is wrong with a submission or one of its videos: code and arguments, never a sentence.
  submission INTEGER NOT NULL REFERENCES submissions (id),
  position INTEGER NOT NULL,
  file TEXT REFERENCES files (sha256), -- NULL: the submission itself
  code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ({_SEVERITIES})),
  aspect TEXT NOT NULL CHECK (aspect IN ('form','eligibility','material','formalities')),
  field TEXT,
  "start" INTEGER, -- character position in the title
  "end" INTEGER,
  args TEXT NOT NULL CHECK (json_valid(args)),
  fix TEXT,
  PRIMARY KEY (submission, position)
) STRICT""",
    """CREATE TABLE awards (
  -- Prizes granted. A revoked one stays, with who revoked it and why.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry INTEGER NOT NULL REFERENCES entries (id),
  prize TEXT NOT NULL,
  rank INTEGER NOT NULL CHECK (rank > 0), -- place among the prize's awards
  granted_at TEXT NOT NULL,
  granted_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  revoked_at TEXT,
  revoked_by TEXT,
  revoked_reason TEXT
) STRICT""",
    "CREATE UNIQUE INDEX awards_once ON awards (entry, prize) WHERE revoked_at IS NULL",
    """CREATE TABLE events (
  -- Every change, in the order in which it happened; only ever appended to.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  entry INTEGER REFERENCES entries (id),
  submission INTEGER REFERENCES submissions (id),
  what TEXT NOT NULL,
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  reason TEXT
) STRICT""",
    """CREATE TRIGGER events_stay BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are only ever appended to'); END""",
    """CREATE TRIGGER events_remain BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are only ever appended to'); END""",
)

M002 = (
    """CREATE TABLE ticks (
  -- What persons have seen of an entry that no program can see.
  entry INTEGER NOT NULL REFERENCES entries (id),
  name TEXT NOT NULL, -- of the checklist in contest.toml
  ticked_at TEXT NOT NULL,
  ticked_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (entry, name)
) STRICT""",
    """CREATE TABLE submission_documents (
  -- What a submission brings of the documents that the rules ask for, and how many of each.
  submission INTEGER NOT NULL REFERENCES submissions (id),
  name TEXT NOT NULL, -- of the document in contest.toml
  number INTEGER NOT NULL CHECK (number > 0),
  PRIMARY KEY (submission, name)
) STRICT""",
    f"""CREATE TABLE entry_findings (
  -- What is wrong with an entry as it stands among all others: quotas, open ticks.
  entry INTEGER NOT NULL REFERENCES entries (id),
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ({_SEVERITIES})),
  aspect TEXT NOT NULL CHECK (aspect IN ('form','eligibility','material','formalities')),
  field TEXT,
  args TEXT NOT NULL CHECK (json_valid(args)),
  PRIMARY KEY (entry, position)
) STRICT""",
)

M005 = (
    "ALTER TABLE media ADD COLUMN details TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(details))",
    # Which revision of our own measuring and which library it was measured with.
    "ALTER TABLE media ADD COLUMN tools TEXT",
    "ALTER TABLE media ADD COLUMN streams TEXT "
    "GENERATED ALWAYS AS (json_extract(details, '$.streams')) VIRTUAL",
    "CREATE INDEX media_by_streams ON media (streams)",
    """CREATE TABLE looks (
  -- What decoding showed of a video, kept because it takes long; facts, no judgement.
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  look TEXT NOT NULL CHECK (json_valid(look)),
  depth TEXT GENERATED ALWAYS AS (json_extract(look, '$.depth')) VIRTUAL,
  tools TEXT NOT NULL, -- which revision of ours and which ffmpeg
  pictures BLOB, -- fingerprint of the pictures
  sound BLOB -- fingerprint of the sound
) STRICT""",
    """CREATE TABLE likenesses (
  -- Two videos that show the same pictures, or sound the same, in part; facts, no judgement.
  one TEXT NOT NULL,
  other TEXT NOT NULL CHECK (other > one), -- so that each pair stands once
  how TEXT NOT NULL CHECK (how IN ('pictures','sound')),
  share_one REAL NOT NULL, -- of the video's length, 0 to 1
  share_other REAL NOT NULL,
  start_one REAL NOT NULL, -- seconds, of the first match
  start_other REAL NOT NULL,
  mirrored INTEGER NOT NULL CHECK (mirrored IN (0, 1)),
  pairs TEXT NOT NULL CHECK (json_valid(pairs)), -- seconds in the one and the other
  PRIMARY KEY (one, other, how)
) STRICT""",
    "CREATE INDEX likenesses_by_other ON likenesses (other)",
    """CREATE TABLE same_works (
  -- What persons decided of two entries that look alike: one work or two, for good.
  one INTEGER NOT NULL REFERENCES entries (id),
  other INTEGER NOT NULL REFERENCES entries (id) CHECK (other > one),
  same INTEGER NOT NULL CHECK (same IN (0, 1)),
  decided_at TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (one, other)
) STRICT""",
)

M008 = (
    # What persons have changed of the title: {field: {"was": …, "is": …, "of": submission}}.
    "ALTER TABLE entries ADD COLUMN edits TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(edits))",
    "ALTER TABLE entries ADD COLUMN merged INTEGER REFERENCES entries (id)",  # which took it in
    "ALTER TABLE entries ADD COLUMN extended TEXT",  # until when a person lets it in
    "CREATE INDEX entries_merged ON entries (merged) WHERE merged IS NOT NULL",
    "CREATE INDEX entries_edited ON entries (id) WHERE edits != '{}'",
    "CREATE INDEX events_of_splits ON events (entry) WHERE what = 'split'",
)
