-- Whom the verifiers trust, and which rules countries of arrival have: each change by two officers. Public material; nothing in it speaks of a person.

CREATE TABLE trust_source (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (name <> ''),
  kind text NOT NULL CHECK (kind IN ('gdhcn', 'dgcg', 'smart', 'csca', 'partner')),
  -- Of a partner: the only country that it may speak for.
  country text CHECK (country ~ '^[A-Z]{2}$'),
  -- Whose a plain key set is, or the address of a partner.
  issuer text,
  -- What must have signed its lists: a DID document, or keys and certificates in PEM.
  anchor text,
  -- Where it is fetched, and how often; without an hour it comes by file alone.
  addresses text[] NOT NULL,
  every_hours integer CHECK (every_hours BETWEEN 1 AND 168),
  registered_by uuid NOT NULL REFERENCES officer,
  registered_at timestamptz NOT NULL,
  fetched_at timestamptz,
  fetch_failure text,
  CHECK (kind NOT IN ('gdhcn', 'dgcg', 'partner') OR anchor IS NOT NULL),
  CHECK (kind <> 'partner' OR (country IS NOT NULL AND issuer IS NOT NULL)),
  CHECK (every_hours IS NULL OR cardinality(addresses) > 0)
);

-- A list of a source, from its first byte to what became of it.
CREATE TABLE trust_list (
  id uuid PRIMARY KEY,
  source_id uuid NOT NULL REFERENCES trust_source,
  -- A file of an officer, the schedule, going back to an earlier list, or the end of trust in the source.
  origin text NOT NULL CHECK (origin IN ('file', 'schedule', 'return', 'end')),
  returns_to uuid REFERENCES trust_list,
  state text NOT NULL CHECK (state IN ('receiving', 'waiting', 'proposed', 'approved', 'rejected', 'refused', 'replaced')),
  version integer NOT NULL DEFAULT 0,
  -- Name, size and SHA-256 of each file.
  files jsonb NOT NULL,
  -- SHA-256 over the digests of its files: the same list that comes again is the same.
  digest bytea NOT NULL CHECK (length(digest) = 32),
  -- What is trusted by this list alone, as the certificate library saves it, and what was seen when it was read.
  content text,
  about jsonb,
  refusal jsonb,
  reason text,
  received_by uuid REFERENCES officer,
  received_at timestamptz NOT NULL,
  proposed_by uuid REFERENCES officer,
  proposed_at timestamptz,
  decided_by uuid REFERENCES officer,
  decided_at timestamptz,
  CHECK ((origin = 'return') = (returns_to IS NOT NULL)),
  -- Four eyes, for everyone, whatever the code above says.
  CHECK (decided_by IS NULL OR decided_by IS DISTINCT FROM proposed_by),
  CHECK (state <> 'approved' OR (proposed_by IS NOT NULL AND decided_by IS NOT NULL AND content IS NOT NULL)),
  CHECK (state <> 'proposed' OR (proposed_by IS NOT NULL AND content IS NOT NULL)),
  CHECK ((state = 'refused') = (refusal IS NOT NULL))
);
CREATE INDEX trust_list_by_source ON trust_list (source_id, received_at DESC);
CREATE TABLE trust_list_piece (
  list_id uuid NOT NULL REFERENCES trust_list ON DELETE CASCADE,
  file integer NOT NULL CHECK (file >= 0),
  start_at integer NOT NULL CHECK (start_at >= 0),
  bytes bytea NOT NULL,
  PRIMARY KEY (list_id, file, start_at)
);

-- A rule of a country of arrival, in the form of the EU's gateway, with its tests.
CREATE TABLE acceptance_rule (
  id uuid PRIMARY KEY,
  identifier text NOT NULL,
  version text NOT NULL,
  country text NOT NULL,
  content jsonb NOT NULL,
  tests jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'approved', 'rejected')),
  reason text NOT NULL,
  proposed_by uuid NOT NULL REFERENCES officer,
  proposed_at timestamptz NOT NULL,
  decided_by uuid REFERENCES officer,
  decided_at timestamptz,
  CHECK (decided_by IS NULL OR decided_by <> proposed_by),
  CHECK ((state = 'proposed') = (decided_by IS NULL))
);
CREATE UNIQUE INDEX acceptance_rule_once ON acceptance_rule (identifier, version) WHERE state = 'approved';

-- What rules are tried on before they are approved: facts without a person, their days moved.
CREATE TABLE rule_case (
  id uuid PRIMARY KEY,
  title text NOT NULL CHECK (title <> ''),
  clock timestamptz NOT NULL,
  facts jsonb NOT NULL,
  made_by uuid NOT NULL REFERENCES officer,
  made_at timestamptz NOT NULL
);

-- What verifiers get, made anew by each approval; the newest of each kind counts. The number is its own guard: of two approvals at once one takes it.
CREATE TABLE trust_edition (
  kind text NOT NULL CHECK (kind IN ('trust', 'rules')),
  number integer NOT NULL CHECK (number > 0),
  content text NOT NULL,
  list_id uuid UNIQUE REFERENCES trust_list,
  rule_id uuid UNIQUE REFERENCES acceptance_rule,
  made_by uuid NOT NULL REFERENCES officer,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (kind, number),
  CHECK ((kind = 'trust') = (list_id IS NOT NULL)),
  CHECK ((kind = 'rules') = (rule_id IS NOT NULL))
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trust_edition FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON trust_edition EXECUTE FUNCTION refuse_change();
