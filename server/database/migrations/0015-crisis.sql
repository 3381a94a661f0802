-- Crisis mode: what has happened where, who is there, who was asked by which way, and everything that was answered.

-- A UUID of version 7 for rows that one statement makes by the hundred thousand (RFC 9562, section 5.7).
CREATE FUNCTION uuid_at(at timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
    || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

-- A name without case, accents, blanks and marks: finds those who may be meant; whether they are is for the rules.
CREATE FUNCTION folded_name(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT upper(regexp_replace(normalize(name, NFKD), '[̀-ͯ\s<''’ʼ.·・‧\-]', '', 'g'))
$$;

CREATE TABLE crisis (
  id uuid PRIMARY KEY,
  reference text NOT NULL UNIQUE,
  -- The mission that leads it, or the ministry.
  mission text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('war', 'armed-conflict', 'riot', 'disaster', 'accident', 'epidemic', 'terrorism')),
  title text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 200),
  -- Who was there at this instant is in it.
  happened_at timestamptz NOT NULL,
  area jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('PROPOSED', 'REJECTED', 'DECLARED', 'CLOSED')),
  version integer NOT NULL DEFAULT 0,
  proposed_by uuid NOT NULL REFERENCES officer,
  proposed_at timestamptz NOT NULL,
  decided_by uuid REFERENCES officer CHECK (decided_by <> proposed_by),
  decided_at timestamptz,
  closed_by uuid REFERENCES officer,
  closed_at timestamptz,
  -- When positions and ways to reach people are erased, and when that was done.
  erase_at timestamptz,
  erased_at timestamptz CHECK (erased_at >= erase_at),
  CHECK ((state = 'PROPOSED') = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK ((state = 'CLOSED') = (closed_by IS NOT NULL)),
  CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL)),
  CHECK ((state = 'CLOSED') = (erase_at IS NOT NULL))
);
CREATE INDEX crisis_by_mission ON crisis (mission, proposed_at DESC);
CREATE INDEX crisis_open ON crisis (state) WHERE state = 'DECLARED';
CREATE INDEX crisis_erasable ON crisis (erase_at) WHERE erase_at IS NOT NULL AND erased_at IS NULL;

-- Those who are reached together: of one registration, at one telephone. One message, one answer.
CREATE TABLE crisis_household (
  id uuid PRIMARY KEY,
  crisis_id uuid NOT NULL REFERENCES crisis,
  -- Null: known through relatives alone. No foreign key: a registration is erased by its own date.
  registration_id uuid,
  account_id uuid REFERENCES account,
  language text NOT NULL CHECK (language IN ('zh-Hans', 'en')),
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email text,
  -- Leads from a message to the page where it is answered; worth nothing once the crisis is closed.
  code text NOT NULL DEFAULT substr(encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 1, 12),
  answered_at timestamptz
);
CREATE UNIQUE INDEX crisis_household_once ON crisis_household (crisis_id, registration_id, phone) NULLS NOT DISTINCT WHERE registration_id IS NOT NULL;
CREATE UNIQUE INDEX crisis_household_code ON crisis_household (code);
CREATE INDEX crisis_household_phone ON crisis_household (phone) WHERE phone IS NOT NULL;
CREATE INDEX crisis_household_account ON crisis_household (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE crisis_person (
  id uuid PRIMARY KEY,
  crisis_id uuid NOT NULL REFERENCES crisis,
  household_id uuid NOT NULL REFERENCES crisis_household,
  -- Null: known through relatives alone.
  registered_id uuid,
  state text NOT NULL DEFAULT 'UNKNOWN' CHECK (state IN ('UNKNOWN', 'CONTACT_TRIED', 'UNREACHABLE', 'SAFE', 'NEEDS_HELP', 'LOCATED',
    'EVAC_LISTED', 'BOARDED', 'ARRIVED', 'DECEASED')),
  tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
  last_said text,
  last_at timestamptz,
  death_said_by uuid REFERENCES officer,
  family_name text NOT NULL,
  given_name text NOT NULL,
  latin_name text,
  birth_date text,
  document_number text,
  phone text,
  needs text[] NOT NULL DEFAULT '{}',
  -- 0 is rung first.
  call_rank integer NOT NULL,
  on_manifest boolean NOT NULL DEFAULT false,
  country text,
  place text,
  lat double precision,
  lon double precision,
  name_key text NOT NULL GENERATED ALWAYS AS (folded_name(family_name || given_name)) STORED,
  latin_key text GENERATED ALWAYS AS (folded_name(latin_name)) STORED,
  -- Who rings her now, and until when nobody else does.
  lent_to uuid REFERENCES officer,
  lent_until timestamptz,
  -- Why the crisis may be closed over her, and who said so.
  left_reason text CHECK (length(btrim(left_reason)) >= 2),
  left_by uuid REFERENCES officer,
  CHECK ((lat IS NULL) = (lon IS NULL)),
  CHECK ((left_reason IS NULL) = (left_by IS NULL)),
  CHECK ((lent_to IS NULL) = (lent_until IS NULL))
);
CREATE UNIQUE INDEX crisis_person_once ON crisis_person (crisis_id, registered_id) WHERE registered_id IS NOT NULL;
CREATE INDEX crisis_person_state ON crisis_person (crisis_id, state);
CREATE INDEX crisis_person_call ON crisis_person (crisis_id, call_rank, tries, id) WHERE state IN ('UNKNOWN', 'CONTACT_TRIED');
CREATE INDEX crisis_person_household ON crisis_person (household_id);
CREATE INDEX crisis_person_name ON crisis_person (crisis_id, name_key);
CREATE INDEX crisis_person_latin ON crisis_person (crisis_id, latin_key) WHERE latin_key IS NOT NULL;
CREATE INDEX crisis_person_phone ON crisis_person (crisis_id, phone) WHERE phone IS NOT NULL;
CREATE INDEX crisis_person_document ON crisis_person (crisis_id, document_number) WHERE document_number IS NOT NULL;

-- Everything that was answered about a person, by whomever, appended.
CREATE TABLE crisis_answer (
  -- The id that the telephone, the page, the gateway or the desk gave it, with the person whom it is about: the same again is a repetition.
  id text NOT NULL CHECK (length(id) BETWEEN 8 AND 200),
  person_id uuid NOT NULL REFERENCES crisis_person,
  crisis_id uuid NOT NULL REFERENCES crisis,
  says text NOT NULL CHECK (says IN ('safe', 'help', 'no-answer', 'unreachable', 'located', 'listed', 'unlisted', 'boarded', 'arrived', 'deceased')),
  source text NOT NULL CHECK (source IN ('link', 'app', 'sms', 'relative', 'officer')),
  -- When it was true, and when it came.
  at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL,
  by_officer uuid REFERENCES officer,
  text text CHECK (length(text) <= 2000),
  PRIMARY KEY (person_id, id),
  CHECK ((source = 'officer') = (by_officer IS NOT NULL)),
  CHECK (source = 'officer' OR says IN ('safe', 'help')),
  CHECK (at <= stored_at)
);
CREATE INDEX crisis_answer_newest ON crisis_answer (crisis_id, stored_at DESC);
CREATE TRIGGER crisis_answer_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON crisis_answer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_assistance();

-- Each message to a household, by one way.
CREATE TABLE crisis_message (
  id uuid PRIMARY KEY,
  crisis_id uuid NOT NULL REFERENCES crisis,
  household_id uuid NOT NULL REFERENCES crisis_household,
  channel text NOT NULL CHECK (channel IN ('push', 'sms', 'mail', 'voice')),
  queued_at timestamptz NOT NULL,
  -- When it may next be tried; while it was handed over, when the next way is tried unless a receipt or an answer comes. Null once it is settled.
  due_at timestamptz,
  tries integer NOT NULL DEFAULT 0,
  outcome text CHECK (outcome IN ('handed-over', 'delivered', 'failed', 'answered')),
  handed_at timestamptz,
  settled_at timestamptz,
  failure text,
  -- The way that was tried after this one.
  successor text,
  UNIQUE (household_id, channel),
  CHECK (outcome IS NULL OR outcome = 'handed-over' OR due_at IS NULL)
);
CREATE INDEX crisis_message_due ON crisis_message (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX crisis_message_crisis ON crisis_message (crisis_id, outcome) WHERE successor IS NULL;

-- Every short message that came in, from whomever: what is not understood, and from a number that nobody knows, waits for a human.
CREATE TABLE crisis_incoming (
  id uuid PRIMARY KEY,
  -- The gateway's own id: what it delivers twice is one message.
  gateway_id text NOT NULL UNIQUE CHECK (length(gateway_id) BETWEEN 1 AND 200),
  crisis_id uuid REFERENCES crisis,
  household_id uuid REFERENCES crisis_household,
  phone text NOT NULL CHECK (length(phone) <= 40),
  text text NOT NULL,
  received_at timestamptz NOT NULL,
  outcome text CHECK (outcome IN ('answer', 'matched', 'set-aside')),
  settled_by uuid REFERENCES officer,
  settled_at timestamptz,
  reason text,
  CHECK ((outcome IS NULL) = (settled_at IS NULL)),
  CHECK ((outcome IN ('matched', 'set-aside')) = (settled_by IS NOT NULL)),
  CHECK (outcome <> 'set-aside' OR length(btrim(reason)) >= 2)
);
CREATE INDEX crisis_incoming_waiting ON crisis_incoming (received_at) WHERE outcome IS NULL;

-- What relatives tell: whom they miss, or whom they have spoken to.
CREATE TABLE crisis_relative (
  -- The id that the form or the desk gave it: the same again is a repetition.
  id uuid PRIMARY KEY,
  crisis_id uuid NOT NULL REFERENCES crisis,
  family_name text NOT NULL,
  given_name text NOT NULL,
  latin_name text,
  birth_date text,
  phone text,
  whereabouts text NOT NULL DEFAULT '',
  says text NOT NULL CHECK (says IN ('missing', 'safe', 'help')),
  at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL,
  reporter_name text NOT NULL,
  reporter_phone text NOT NULL,
  language text NOT NULL CHECK (language IN ('zh-Hans', 'en')),
  taken_by uuid REFERENCES officer,
  -- Whom it is about, and how that was found; null while an officer has to decide.
  person_id uuid REFERENCES crisis_person,
  merged_by text CHECK (merged_by IN ('rule', 'new', 'officer')),
  merged_officer uuid REFERENCES officer,
  reasons text[] NOT NULL DEFAULT '{}',
  CHECK ((person_id IS NULL) = (merged_by IS NULL)),
  CHECK ((merged_by = 'officer') = (merged_officer IS NOT NULL))
);
CREATE INDEX crisis_relative_waiting ON crisis_relative (crisis_id, stored_at) WHERE person_id IS NULL;
CREATE INDEX crisis_relative_person ON crisis_relative (person_id) WHERE person_id IS NOT NULL;

-- Where a browser of an account hears of a crisis (RFC 8030, RFC 8291).
CREATE TABLE push_subscription (
  endpoint text PRIMARY KEY CHECK (length(endpoint) <= 1000),
  account_id uuid NOT NULL REFERENCES account,
  p256dh text NOT NULL,
  auth text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX push_subscription_account ON push_subscription (account_id);
