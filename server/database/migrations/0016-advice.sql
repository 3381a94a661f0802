-- Travel advice and alerts: every version by two officers, and who wants to be told by e-mail.

CREATE TABLE advice (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('advice', 'alert')),
  -- ISO 3166-1 alpha-2.
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  created_by uuid NOT NULL REFERENCES officer,
  created_at timestamptz NOT NULL
);
CREATE INDEX advice_by_country ON advice (country);

CREATE TABLE advice_version (
  advice_id uuid NOT NULL REFERENCES advice,
  id uuid PRIMARY KEY,
  act text NOT NULL CHECK (act IN ('publish', 'withdraw')),
  state text NOT NULL CHECK (state IN ('DRAFT', 'PROPOSED', 'APPROVED', 'PUBLISHED', 'UPDATED', 'WITHDRAWN', 'EXPIRED', 'DISCARDED')),
  version integer NOT NULL DEFAULT 0,
  -- Counts what took effect: 1, 2, 3 of its advice.
  number integer CHECK (number > 0),
  level text NOT NULL,
  content jsonb NOT NULL,
  publish_at timestamptz,
  valid_until timestamptz,
  -- All who have written it; the last one stands first.
  authors uuid[] NOT NULL CHECK (cardinality(authors) > 0),
  written_at timestamptz NOT NULL,
  proposed_by uuid REFERENCES officer,
  proposed_at timestamptz,
  decided_by uuid REFERENCES officer,
  decided_at timestamptz,
  -- Why the second officer gave it back.
  note text,
  effective_at timestamptz,
  ended_at timestamptz,
  -- Subscribers are told in batches: up to whom, and since when all are.
  told_after uuid,
  told_at timestamptz,
  -- Four eyes, for everyone, whatever the code above says.
  CHECK (decided_by IS NULL OR (decided_by IS DISTINCT FROM proposed_by AND NOT (decided_by = ANY (authors)))),
  CHECK (state IN ('DRAFT', 'PROPOSED', 'DISCARDED') OR (decided_by IS NOT NULL AND proposed_by IS NOT NULL)),
  CHECK ((number IS NULL) = (effective_at IS NULL)),
  CHECK ((state IN ('PUBLISHED', 'UPDATED', 'WITHDRAWN', 'EXPIRED')) = (number IS NOT NULL)),
  CHECK ((state IN ('UPDATED', 'WITHDRAWN', 'EXPIRED')) = (ended_at IS NOT NULL)),
  UNIQUE (advice_id, number)
);
-- One version is worked on, and one is public: a second one would race the first.
CREATE UNIQUE INDEX advice_one_open ON advice_version (advice_id) WHERE state IN ('DRAFT', 'PROPOSED', 'APPROVED');
CREATE UNIQUE INDEX advice_one_public ON advice_version (advice_id) WHERE state = 'PUBLISHED';
CREATE INDEX advice_to_publish ON advice_version (publish_at) WHERE state = 'APPROVED';
CREATE INDEX advice_to_expire ON advice_version (valid_until) WHERE state = 'PUBLISHED';
CREATE INDEX advice_to_tell ON advice_version (effective_at) WHERE number IS NOT NULL AND told_at IS NULL;

-- What was approved is what is published, and what was published stays as it was.
CREATE FUNCTION keep_approved_advice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state NOT IN ('DRAFT', 'PROPOSED') AND NEW.state <> 'DRAFT'
    AND (NEW.content, NEW.level, NEW.act, NEW.authors, NEW.valid_until) IS DISTINCT FROM (OLD.content, OLD.level, OLD.act, OLD.authors, OLD.valid_until) THEN
    RAISE EXCEPTION 'approved advice is not changed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approved_advice_is_kept BEFORE UPDATE ON advice_version FOR EACH ROW EXECUTE FUNCTION keep_approved_advice();

-- Who wants a letter about which country. No account: an address, and that its owner has said yes.
CREATE TABLE advice_subscription (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (length(email) <= 254),
  -- Null: every country.
  country text CHECK (country ~ '^[A-Z]{2}$'),
  language text NOT NULL CHECK (language IN ('zh-Hans', 'en')),
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz
);
CREATE UNIQUE INDEX advice_subscription_once ON advice_subscription (email, coalesce(country, '')) WHERE confirmed_at IS NOT NULL;
CREATE INDEX advice_subscription_by_country ON advice_subscription (country, id) WHERE confirmed_at IS NOT NULL;
CREATE INDEX advice_subscription_unconfirmed ON advice_subscription (created_at) WHERE confirmed_at IS NULL;
