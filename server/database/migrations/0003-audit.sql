-- What happened, appended in the transaction that made it happen; sealed afterwards in batches.

CREATE TABLE audit_event (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  action text NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('citizen', 'officer', 'system', 'nobody')),
  actor_id uuid,
  -- Whose data it is about: this person sees the entry where it is an access.
  account_id uuid,
  application_id uuid,
  mission text,
  purpose text,
  outcome text NOT NULL CHECK (outcome IN ('done', 'read', 'refused')),
  data jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_event_account ON audit_event (account_id, at DESC) WHERE account_id IS NOT NULL;
CREATE INDEX audit_event_application ON audit_event (application_id, at);

-- Entries that no leaf names yet: what the sealer reads, so that it never searches a log of millions. Filled here and not by the
-- code above, so that no entry can be forgotten, however late its transaction commits.
CREATE TABLE audit_unsealed (event_id uuid PRIMARY KEY);
CREATE FUNCTION await_sealing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_unsealed SELECT id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER await_sealing AFTER INSERT ON audit_event REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION await_sealing();

-- The log as a Merkle tree (RFC 9162, section 2.1): leaf n is the hash of the entry it names.
CREATE TABLE audit_leaf (
  index bigint PRIMARY KEY CHECK (index >= 0),
  event_id uuid NOT NULL UNIQUE,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
-- A signed head for each batch: the root over all leaves up to `size`.
CREATE TABLE audit_head (
  size bigint PRIMARY KEY CHECK (size > 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  -- The hashes of the complete subtrees at the right edge, the largest first: all that the next batch needs of the old leaves.
  edge bytea NOT NULL CHECK (length(edge) > 0 AND length(edge) % 32 = 0),
  at timestamptz NOT NULL,
  signature bytea NOT NULL,
  key text NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON application_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_leaf FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON personalisation_order FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON application_event EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON audit_event EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON audit_leaf EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_truncate BEFORE TRUNCATE ON audit_head EXECUTE FUNCTION refuse_change();
