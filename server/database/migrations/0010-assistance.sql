-- Consular protection: what people in trouble report, who has read it, who was called, and who is on duty.

CREATE TABLE assistance_case (
  id uuid PRIMARY KEY,
  reference text NOT NULL UNIQUE,
  -- A mission of the pack, or the ministry where no mission could be told.
  mission text NOT NULL,
  state text NOT NULL CHECK (state IN ('REPORTED', 'TRIAGED', 'ASSIGNED', 'ACTIVE', 'WAITING_HOST', 'WAITING_FAMILY',
    'WAITING_CITIZEN', 'RESOLVED', 'CLOSED', 'REOPENED', 'MERGED_INTO', 'REFERRED', 'DECLINED')),
  version integer NOT NULL DEFAULT 0,
  suggested text NOT NULL CHECK (suggested IN ('P1', 'P2', 'P3', 'P4')),
  reasons text[] NOT NULL,
  -- What an officer decided, and why where it is not what was suggested then.
  priority text CHECK (priority IN ('P1', 'P2', 'P3', 'P4')),
  suggested_then text CHECK (suggested_then IN ('P1', 'P2', 'P3', 'P4')),
  override_reason text,
  triaged_by uuid REFERENCES officer,
  triaged_at timestamptz,
  taken_by uuid REFERENCES officer,
  -- SHA-256 of what one telephone or browser names itself by: groups what it sends, says nothing else.
  phone_key bytea CHECK (length(phone_key) = 32),
  opened_at timestamptz NOT NULL,
  -- Since when something in it waits to be read; null while a person has read all of it.
  unread_since timestamptz,
  contacted_at timestamptz,
  next_word_at timestamptz,
  CHECK ((priority IS NULL) = (triaged_by IS NULL)),
  CHECK ((priority IS NULL) = (triaged_at IS NULL)),
  CHECK ((priority IS NULL) = (suggested_then IS NULL)),
  CHECK (priority IS NULL OR priority = suggested_then OR override_reason IS NOT NULL),
  CHECK (state <> 'CLOSED' OR unread_since IS NULL)
);
CREATE INDEX assistance_case_unread ON assistance_case (unread_since) WHERE unread_since IS NOT NULL;
CREATE INDEX assistance_case_mission ON assistance_case (mission, opened_at DESC);
CREATE INDEX assistance_case_phone ON assistance_case (phone_key, opened_at DESC) WHERE phone_key IS NOT NULL;

CREATE TABLE assistance_report (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES assistance_case,
  -- The id that the telephone or the form gave it, and SHA-256 of the secret that lets its sender look: the same with the same content is a repetition.
  phone_id text NOT NULL CHECK (length(phone_id) <= 100),
  secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
  content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
  channel text NOT NULL CHECK (channel IN ('app', 'page')),
  language text NOT NULL CHECK (language IN ('zh-Hans', 'en')),
  situation text NOT NULL,
  silent boolean NOT NULL,
  words text NOT NULL,
  words_length bigint NOT NULL,
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  accuracy double precision,
  place_said text,
  flags text[] NOT NULL,
  made_at timestamptz,
  stored_at timestamptz NOT NULL,
  read_at timestamptz,
  read_by uuid REFERENCES officer,
  UNIQUE (phone_id, secret_hash, content_hash),
  CHECK ((lat IS NULL) = (lon IS NULL)),
  -- Nobody has read what no officer has read, and nobody read it before it was there.
  CHECK ((read_at IS NULL) = (read_by IS NULL)),
  CHECK (read_at >= stored_at)
);
CREATE INDEX assistance_report_case ON assistance_report (case_id, stored_at);

-- What was done in a case, appended.
CREATE TABLE assistance_event (
  case_id uuid NOT NULL REFERENCES assistance_case,
  seq integer NOT NULL CHECK (seq > 0),
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('report', 'read', 'triage', 'take', 'call', 'note', 'next-word', 'escalate')),
  actor_id uuid REFERENCES officer,
  text text,
  data jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (case_id, seq)
);
CREATE FUNCTION refuse_change_of_assistance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'assistance_event is append-only';
END $$;
CREATE TRIGGER assistance_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON assistance_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_assistance();

-- Each attempt to call an officer to something unread, by one channel; `round` is the moment since which it waited.
CREATE TABLE assistance_attempt (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES assistance_case,
  round timestamptz NOT NULL,
  level text NOT NULL CHECK (level IN ('duty', 'deputy', 'head', 'ministry', 'neighbour')),
  mission text NOT NULL,
  -- Null: there was nobody to call.
  officer_id uuid REFERENCES officer,
  channel text NOT NULL CHECK (channel IN ('mail', 'sms', 'telephone', 'none')),
  -- When the table asked for it, and when it was seen to be due.
  due_since timestamptz NOT NULL,
  planned_at timestamptz NOT NULL,
  -- When it may next be tried; null once it is settled.
  try_at timestamptz,
  tries integer NOT NULL DEFAULT 0,
  outcome text CHECK (outcome IN ('handed-over', 'failed', 'nobody', 'no-address')),
  settled_at timestamptz,
  failure text,
  UNIQUE NULLS NOT DISTINCT (case_id, round, level, mission, officer_id, channel),
  CHECK ((outcome IS NULL) = (settled_at IS NULL)),
  CHECK ((outcome IS NULL) = (try_at IS NOT NULL)),
  CHECK (due_since <= planned_at)
);
CREATE INDEX assistance_attempt_due ON assistance_attempt (try_at) WHERE try_at IS NOT NULL;
CREATE INDEX assistance_attempt_officer ON assistance_attempt (officer_id, case_id);

CREATE TABLE duty_shift (
  id uuid PRIMARY KEY,
  mission text NOT NULL,
  officer_id uuid NOT NULL REFERENCES officer,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  planned_by uuid NOT NULL REFERENCES officer,
  ended_at timestamptz,
  note text,
  -- Nobody goes off duty without a word to the next one.
  CHECK ((ended_at IS NULL) = (note IS NULL)),
  CHECK (length(btrim(note)) >= 3)
);
CREATE INDEX duty_shift_mission ON duty_shift (mission, starts_at DESC);
CREATE INDEX duty_shift_running ON duty_shift (starts_at) WHERE ended_at IS NULL;

-- Missions that cannot do their duty now, by word of an officer: it passes to the next one.
CREATE TABLE duty_interruption (
  mission text PRIMARY KEY,
  since timestamptz NOT NULL,
  by_officer uuid NOT NULL REFERENCES officer
);

-- Where officers are called.
CREATE TABLE officer_contact (
  officer_id uuid PRIMARY KEY REFERENCES officer,
  email text,
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$')
);
