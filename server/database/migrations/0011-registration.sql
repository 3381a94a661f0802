-- Voluntary registration: who lives or travels where, for as long as they want to be found in a crisis, and proofs of what was erased.

CREATE TABLE registration (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  kind text NOT NULL CHECK (kind IN ('resident', 'trip')),
  state text NOT NULL CHECK (state IN ('ACTIVE', 'REFRESH_DUE', 'LAPSED')),
  version integer NOT NULL DEFAULT 0,
  -- ISO 3166-1 alpha-2.
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  -- Where they live or stay, in their own words, and as they put it on the map; null where they did not.
  place text NOT NULL DEFAULT '' CHECK (length(place) <= 500),
  lat double precision CHECK (lat BETWEEN -90 AND 90),
  lon double precision CHECK (lon BETWEEN -180 AND 180),
  from_on date NOT NULL,
  -- The last day of a trip.
  until_on date,
  -- Where messages go; each may be missing.
  email text,
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  language text NOT NULL CHECK (language IN ('zh-Hans', 'en')),
  -- Consent: the names may stand on the manifest of an evacuation.
  on_manifest boolean NOT NULL,
  created_at timestamptz NOT NULL,
  -- When it is asked whether this still holds, and when it is erased.
  refresh_on date NOT NULL,
  erase_on date NOT NULL,
  CHECK ((lat IS NULL) = (lon IS NULL)),
  CHECK ((kind = 'trip') = (until_on IS NOT NULL)),
  CHECK (until_on >= from_on),
  CHECK (erase_on > from_on)
);
CREATE INDEX registration_by_account ON registration (account_id);
CREATE INDEX registration_by_place ON registration (lat, lon) WHERE lat IS NOT NULL;
CREATE INDEX registration_by_country ON registration (country);
CREATE INDEX registration_due ON registration (erase_on);

CREATE TABLE registered_person (
  registration_id uuid NOT NULL REFERENCES registration ON DELETE CASCADE,
  id uuid PRIMARY KEY,
  family_name text NOT NULL,
  given_name text NOT NULL,
  -- As in the passport's machine readable zone, where it is known.
  latin_name text,
  -- A partial date, as the libraries of this service write it.
  birth_date text,
  document_number text,
  -- This person's own telephone, where she has one.
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  -- What makes somebody need help first; said by the person, nothing is inferred.
  needs text[] NOT NULL DEFAULT '{}' CHECK (needs <@ ARRAY['child-alone', 'medical', 'elderly', 'mobility', 'pregnant'])
);
CREATE INDEX registered_person_by_registration ON registered_person (registration_id);

-- That something was erased, when, and by which rule: no more of it.
CREATE TABLE erasure (
  id uuid PRIMARY KEY,
  subject text NOT NULL CHECK (subject IN ('registration', 'report-position', 'report-media', 'crisis-position')),
  subject_id uuid NOT NULL,
  rule text NOT NULL,
  rows integer NOT NULL CHECK (rows >= 0),
  due_at timestamptz NOT NULL,
  erased_at timestamptz NOT NULL CHECK (erased_at >= due_at),
  UNIQUE (subject, subject_id, rule)
);
