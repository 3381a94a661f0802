-- Health records and certificates. A record is what somebody with a named responsibility says was done; a certificate is what was signed of records, and its content is not kept.

CREATE TABLE health_source (
  id uuid PRIMARY KEY,
  -- The mission that registered it and answers for it.
  mission text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('laboratory', 'clinic')),
  name text NOT NULL CHECK (name <> ''),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  -- Its accreditation, as the body that gave it writes it.
  accreditation text NOT NULL,
  -- The public key (JWK) by which it signs what it sends.
  signing_key jsonb NOT NULL,
  api_key_hash bytea NOT NULL UNIQUE CHECK (length(api_key_hash) = 32),
  active boolean NOT NULL DEFAULT true,
  registered_by uuid NOT NULL REFERENCES officer,
  registered_at timestamptz NOT NULL
);
CREATE INDEX health_source_by_mission ON health_source (mission);

-- A record is never changed: a correction is a new one that supersedes it.
CREATE TABLE health_record (
  id uuid PRIMARY KEY,
  -- null: a document that two officers checked.
  source_id uuid REFERENCES health_source,
  mission text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('vaccination', 'test', 'recovery')),
  -- Person and entry, as the certificate library takes them.
  content jsonb NOT NULL,
  -- Of vaccinations, for a recall.
  lot text,
  -- A keyed hash of whom and what it is about: the same act that comes again under another id is the same record.
  sameness bytea NOT NULL CHECK (length(sameness) = 32),
  state text NOT NULL CHECK (state IN ('held', 'superseded', 'withdrawn')),
  supersedes uuid UNIQUE REFERENCES health_record,
  -- A keyed hash of the code by which the person claims it.
  claim_hash bytea UNIQUE,
  account_id uuid REFERENCES account,
  claimed_at timestamptz,
  -- SHA-256 of the signed line it came in.
  evidence bytea,
  received_at timestamptz NOT NULL,
  CHECK ((account_id IS NULL) = (claimed_at IS NULL))
);
CREATE UNIQUE INDEX health_record_once ON health_record (sameness) WHERE state = 'held';
CREATE INDEX health_record_by_account ON health_record (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX health_record_by_source ON health_record (source_id, received_at);
CREATE INDEX health_record_by_lot ON health_record (lot) WHERE lot IS NOT NULL;

-- An upload of many lines, in parts; each part is stored once.
CREATE TABLE health_upload (
  id uuid PRIMARY KEY,
  source_id uuid NOT NULL REFERENCES health_source,
  lines integer NOT NULL CHECK (lines > 0),
  begun_at timestamptz NOT NULL
);
CREATE TABLE health_upload_part (
  upload_id uuid NOT NULL REFERENCES health_upload,
  part integer NOT NULL CHECK (part > 0),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  lines integer NOT NULL CHECK (lines > 0),
  accepted integer NOT NULL,
  repeated integer NOT NULL,
  refused integer NOT NULL,
  -- What was answered, without the codes for claiming: these are told once.
  answers jsonb NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (upload_id, part),
  CHECK (accepted + repeated + refused = lines)
);

-- A paper that a person brings: two officers look at it before it counts. The picture goes when it is decided.
CREATE TABLE health_document (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  mission text NOT NULL,
  content jsonb NOT NULL,
  picture bytea,
  state text NOT NULL CHECK (state IN ('waiting', 'confirmed', 'recorded', 'refused')),
  version integer NOT NULL DEFAULT 0,
  confirmed_by uuid REFERENCES officer,
  decided_by uuid REFERENCES officer,
  reason text,
  record_id uuid REFERENCES health_record,
  created_at timestamptz NOT NULL,
  decided_at timestamptz,
  -- Four eyes, for everyone, whatever the code above says.
  CHECK (decided_by IS NULL OR decided_by IS DISTINCT FROM confirmed_by),
  CHECK (state NOT IN ('confirmed', 'recorded') OR confirmed_by IS NOT NULL),
  CHECK ((state IN ('recorded', 'refused')) = (decided_by IS NOT NULL)),
  CHECK ((state = 'recorded') = (record_id IS NOT NULL)),
  CHECK (state NOT IN ('recorded', 'refused') OR picture IS NULL)
);
CREATE INDEX health_document_queue ON health_document (mission, created_at) WHERE state IN ('waiting', 'confirmed');
CREATE INDEX health_document_by_account ON health_document (account_id);

-- A certificate that was issued: what correction and revocation need of it, and no more.
CREATE TABLE health_certificate (
  id uuid PRIMARY KEY,
  family text NOT NULL,
  key_id text NOT NULL,
  -- By what lists name it: the first 16 bytes of SHA-256 of the UVCI (of the signature, where the family has no identifier); the rid of a SMART Health Card; the place in the status list.
  uvci_hash bytea UNIQUE CHECK (length(uvci_hash) = 16),
  rid text UNIQUE,
  status_index integer UNIQUE CHECK (status_index >= 0),
  -- Tells a copy that is shown from one that was made up: SHA-256 over the salt and the text.
  salt bytea NOT NULL CHECK (length(salt) = 16),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  account_id uuid REFERENCES account,
  -- The holder's public key (JWK), so that what supersedes it is bound to the same phone.
  holder_key jsonb,
  purpose text NOT NULL,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  reason text CHECK (reason IN ('corrected', 'withdrawn', 'recalled', 'lost', 'key-compromised')),
  superseded_by uuid REFERENCES health_certificate,
  CHECK ((revoked_at IS NULL) = (reason IS NULL)),
  CHECK (superseded_by IS NULL OR revoked_at IS NOT NULL)
);
CREATE INDEX health_certificate_by_account ON health_certificate (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX health_certificate_revoked ON health_certificate (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE TABLE health_certificate_record (
  certificate_id uuid NOT NULL REFERENCES health_certificate,
  record_id uuid NOT NULL REFERENCES health_record,
  PRIMARY KEY (certificate_id, record_id)
);
CREATE INDEX health_certificate_by_record ON health_certificate_record (record_id);

-- A certificate that was made without its holder at hand: kept until the phone has fetched it, or its days are over.
CREATE TABLE health_delivery (
  certificate_id uuid PRIMARY KEY REFERENCES health_certificate,
  account_id uuid NOT NULL REFERENCES account,
  text text NOT NULL,
  until timestamptz NOT NULL
);
CREATE INDEX health_delivery_by_account ON health_delivery (account_id);

-- Every certificate of a source or a lot is taken back, by two officers.
CREATE TABLE health_recall (
  id uuid PRIMARY KEY,
  mission text NOT NULL,
  source_id uuid REFERENCES health_source,
  lot text,
  from_day date,
  until_day date,
  reason text NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'done', 'rejected')),
  proposed_by uuid NOT NULL REFERENCES officer,
  proposed_at timestamptz NOT NULL,
  decided_by uuid REFERENCES officer,
  decided_at timestamptz,
  records integer,
  certificates integer,
  CHECK (num_nonnulls(source_id, lot) >= 1),
  CHECK (decided_by IS NULL OR decided_by <> proposed_by),
  CHECK ((state = 'proposed') = (decided_by IS NULL))
);
CREATE INDEX health_recall_by_mission ON health_recall (mission, proposed_at DESC);

-- Laboratories and clinics act too.
ALTER TABLE audit_event DROP CONSTRAINT audit_event_actor_kind_check;
ALTER TABLE audit_event ADD CONSTRAINT audit_event_actor_kind_check CHECK (actor_kind IN ('citizen', 'officer', 'source', 'system', 'nobody'));
