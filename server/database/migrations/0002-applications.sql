-- Applications. One application is one aggregate: its child rows carry its id at the front of their keys.

CREATE TABLE application (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  mission text NOT NULL,
  service text NOT NULL,
  -- The rule of the pack that the wizard found, with its legal source.
  rule text NOT NULL,
  document text NOT NULL,
  state text NOT NULL,
  version integer NOT NULL DEFAULT 0 CHECK (version >= 0),
  reference text UNIQUE,
  answers jsonb NOT NULL DEFAULT '{}',
  -- The fields that may be changed while the file is returned; a draft is open as a whole.
  open_fields text[] NOT NULL DEFAULT '{}',
  defects jsonb NOT NULL DEFAULT '[]',
  warnings jsonb NOT NULL DEFAULT '[]',
  refusal jsonb,
  scanned_mrz text,
  -- Taken from the answers at submission, for the search for duplicates.
  birth_date text,
  document_number text,
  reviewer_id uuid REFERENCES officer,
  recommended_by uuid REFERENCES officer,
  decided_by uuid REFERENCES officer,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  submitted_at timestamptz,
  accepted_at timestamptz,
  returned_at timestamptz,
  resubmitted_at timestamptz,
  promised_on date,
  reminders integer NOT NULL DEFAULT 0,
  CHECK ((reference IS NULL) = (submitted_at IS NULL)),
  CHECK (state = 'DRAFT' OR state = 'WITHDRAWN' OR submitted_at IS NOT NULL),
  -- Four eyes, for everyone, whatever the code above says.
  CHECK (decided_by IS NULL OR decided_by IS DISTINCT FROM recommended_by),
  CHECK (state NOT IN ('APPROVED', 'REFUSED') OR (decided_by IS NOT NULL AND recommended_by IS NOT NULL))
);
-- One live application for a document of a kind: a second one would race the first.
CREATE UNIQUE INDEX application_one_live ON application (account_id, document)
  WHERE state NOT IN ('DRAFT', 'APPROVED', 'WITHDRAWN', 'LAPSED', 'REFUSED', 'DELIVERED', 'COLLECTED', 'DESTROYED');
CREATE INDEX application_by_account ON application (account_id, created_at DESC);
CREATE INDEX application_queue ON application (mission, state);
CREATE INDEX application_submitted ON application (submitted_at) WHERE state = 'SUBMITTED';
CREATE INDEX application_returned ON application (returned_at) WHERE state = 'RETURNED';
CREATE INDEX application_by_document ON application (document_number) WHERE document_number IS NOT NULL;

CREATE TABLE application_event (
  application_id uuid NOT NULL REFERENCES application,
  seq integer NOT NULL CHECK (seq > 0),
  at timestamptz NOT NULL,
  move text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('applicant', 'officer', 'system')),
  actor_id uuid,
  details jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (application_id, seq)
);

CREATE TABLE attachment (
  application_id uuid NOT NULL REFERENCES application,
  id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('receiving', 'stored', 'refused')),
  size integer NOT NULL CHECK (size > 0 AND size <= 5242880),
  sha256 text NOT NULL,
  received integer NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size),
  refusal text,
  content bytea,
  width integer,
  height integer,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (application_id, id),
  CHECK ((state = 'stored') = (content IS NOT NULL))
);
CREATE TABLE attachment_piece (
  application_id uuid NOT NULL,
  attachment_id uuid NOT NULL,
  start_at integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (application_id, attachment_id, start_at),
  FOREIGN KEY (application_id, attachment_id) REFERENCES attachment ON DELETE CASCADE
);

CREATE TABLE personalisation_order (
  application_id uuid PRIMARY KEY REFERENCES application,
  payload jsonb NOT NULL,
  signature text NOT NULL,
  key text NOT NULL,
  at timestamptz NOT NULL
);
