-- A case as work: what kind it is, what is to be done, who may hear of it, and who may know that it exists.

ALTER TABLE assistance_case
  -- A code of pack/world/assistance-types.json.
  ADD COLUMN type text CHECK (type ~ '^[A-Z_]{2,40}$'),
  -- ISO 3166-1 alpha-2: where it happens.
  ADD COLUMN country text CHECK (country ~ '^[A-Z]{2}$'),
  -- Whom it is about, and her date of birth as far as it is known.
  ADD COLUMN person_name text CHECK (length(person_name) BETWEEN 1 AND 300),
  ADD COLUMN person_born text CHECK (person_born ~ '^[0-9X-]{4,10}$'),
  -- Her own word: whether her family may be told, and whether she wants help at all (VCCR 36(1)(c)).
  ADD COLUMN family_word text NOT NULL DEFAULT 'unasked' CHECK (family_word IN ('unasked', 'allowed', 'opposed')),
  ADD COLUMN help_word text NOT NULL DEFAULT 'unasked' CHECK (help_word IN ('unasked', 'allowed', 'opposed')),
  ADD COLUMN sealed_at timestamptz,
  ADD COLUMN sealed_by uuid REFERENCES officer,
  ADD COLUMN merged_into uuid REFERENCES assistance_case CHECK (merged_into <> id),
  ADD COLUMN decline_reason text,
  ADD COLUMN resolved_at timestamptz,
  -- When it came to rest: closed, merged, referred or declined.
  ADD COLUMN closed_at timestamptz,
  ADD CHECK ((sealed_at IS NULL) = (sealed_by IS NULL)),
  ADD CHECK ((state = 'MERGED_INTO') = (merged_into IS NOT NULL)),
  ADD CHECK ((state = 'DECLINED') = (decline_reason IS NOT NULL)),
  ADD CHECK ((state IN ('CLOSED', 'MERGED_INTO', 'REFERRED', 'DECLINED')) = (closed_at IS NOT NULL)),
  -- Nothing rests that somebody has still to read.
  ADD CHECK (closed_at IS NULL OR unread_since IS NULL);
CREATE INDEX assistance_case_merged ON assistance_case (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX assistance_case_closed ON assistance_case (closed_at) WHERE closed_at IS NOT NULL;

-- Who reports about somebody else says who that is, and how she herself is reached.
ALTER TABLE assistance_report
  ADD COLUMN about_other boolean NOT NULL DEFAULT false,
  ADD COLUMN about_name text CHECK (length(about_name) <= 300),
  ADD COLUMN sender_name text CHECK (length(sender_name) <= 300),
  ADD COLUMN sender_contact text CHECK (length(sender_contact) <= 300);

ALTER TABLE assistance_event DROP CONSTRAINT assistance_event_kind_check;
ALTER TABLE assistance_event ADD CONSTRAINT assistance_event_kind_check CHECK (kind IN ('report', 'read', 'triage', 'take',
  'call', 'note', 'next-word', 'escalate', 'describe', 'assign', 'move', 'task', 'contact', 'cost', 'acknowledge', 'detention',
  'visit', 'consent', 'share', 'merge', 'seal', 'let-in'));

-- Who may know of a sealed case beside the officer who has it in hand and the head of its mission.
CREATE TABLE assistance_confidant (
  case_id uuid NOT NULL REFERENCES assistance_case,
  officer_id uuid NOT NULL REFERENCES officer,
  let_in_by uuid NOT NULL REFERENCES officer,
  at timestamptz NOT NULL,
  PRIMARY KEY (case_id, officer_id)
);
CREATE INDEX assistance_confidant_officer ON assistance_confidant (officer_id);

-- The checklist of a case. `dated`: the law of the place sets a day, which an officer has to find out.
CREATE TABLE assistance_task (
  case_id uuid NOT NULL REFERENCES assistance_case,
  action text NOT NULL CHECK (action ~ '^[a-z0-9-]{2,60}$'),
  position integer NOT NULL,
  dated boolean NOT NULL,
  due_at timestamptz,
  outcome text CHECK (outcome IN ('done', 'not-needed')),
  settled_at timestamptz,
  settled_by uuid REFERENCES officer,
  note text,
  PRIMARY KEY (case_id, action),
  CHECK ((outcome IS NULL) = (settled_at IS NULL)),
  CHECK ((outcome IS NULL) = (settled_by IS NULL)),
  CHECK (outcome IS DISTINCT FROM 'not-needed' OR length(btrim(note)) >= 3)
);
CREATE INDEX assistance_task_due ON assistance_task (due_at) WHERE outcome IS NULL AND due_at IS NOT NULL;

-- People around a case: family, police, hospital, prison, lawyer, insurer.
CREATE TABLE assistance_person (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES assistance_case,
  role text NOT NULL CHECK (role IN ('family', 'friend', 'police', 'hospital', 'prison', 'court', 'lawyer', 'interpreter',
    'insurer', 'employer', 'carrier', 'authority', 'other')),
  name text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 300),
  telephone text NOT NULL CHECK (length(telephone) <= 60),
  -- Whether the person of the case lets this one know.
  may_know boolean NOT NULL,
  noted_by uuid NOT NULL REFERENCES officer,
  noted_at timestamptz NOT NULL
);
CREATE INDEX assistance_person_case ON assistance_person (case_id);

-- What third parties were paid or promised, borne by the person. An entry is never changed: another one corrects it.
CREATE TABLE assistance_cost (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES assistance_case,
  -- In the smallest unit of the currency (ISO 4217).
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  purpose text NOT NULL CHECK (length(btrim(purpose)) BETWEEN 3 AND 300),
  entered_by uuid NOT NULL REFERENCES officer,
  entered_at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_how text CHECK (acknowledged_how IN ('signed', 'in-writing', 'by-telephone', 'in-person')),
  acknowledged_to uuid REFERENCES officer,
  CHECK ((acknowledged_at IS NULL) = (acknowledged_how IS NULL)),
  CHECK ((acknowledged_at IS NULL) = (acknowledged_to IS NULL))
);
CREATE INDEX assistance_cost_case ON assistance_cost (case_id);

-- The clock of a detention: the rule that held when the arrest became known, and what has happened since.
CREATE TABLE assistance_detention (
  case_id uuid PRIMARY KEY REFERENCES assistance_case,
  arrest_known_at timestamptz NOT NULL,
  -- Null where no rule is known: then without delay, at the request of the detained person (VCCR 36(1)(b)).
  notice_hours integer CHECK (notice_hours > 0),
  notice_due_at timestamptz,
  mandatory boolean NOT NULL,
  visit_hours integer CHECK (visit_hours > 0),
  notice_received_at timestamptz,
  access_requested_at timestamptz,
  CHECK ((notice_hours IS NULL) = (notice_due_at IS NULL))
);

CREATE TABLE assistance_visit (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES assistance_case,
  visited_at timestamptz NOT NULL,
  place text NOT NULL CHECK (length(btrim(place)) BETWEEN 1 AND 300),
  health text NOT NULL,
  treatment text NOT NULL,
  needs text NOT NULL,
  lawyer text NOT NULL,
  noted_by uuid NOT NULL REFERENCES officer,
  noted_at timestamptz NOT NULL
);
CREATE INDEX assistance_visit_case ON assistance_visit (case_id, visited_at);

-- What the sender of a report about somebody else is told of her, as far as she allows it.
CREATE TABLE assistance_sharing (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES assistance_case,
  report_id uuid NOT NULL REFERENCES assistance_report,
  text text NOT NULL CHECK (length(btrim(text)) BETWEEN 1 AND 4000),
  shared_by uuid NOT NULL REFERENCES officer,
  shared_at timestamptz NOT NULL
);
CREATE INDEX assistance_sharing_report ON assistance_sharing (report_id);
